# %% train_dev_test_split
def train_dev_test_split(n, fractions, rng):
    order = rng.permutation(n)
    first = round(n * fractions[0])
    second = first + round(n * fractions[1])
    return order[:first], order[first:second], order[second:]

# %% diagnose
def diagnose(train_error, dev_error, bayes_error=0.0, tol=0.02):
    problems = set()
    if train_error - bayes_error > tol:
        problems.add("bias")
    if dev_error - train_error > tol:
        problems.add("variance")
    return problems

# %% remedies
remedies = {
    "bias": ["larger network", "train longer", "other architecture"],
    "variance": ["more data", "regularise", "other architecture"],
}

# %% importance
importance = {
    "first": ["learning rate"],
    "last": ["beta1", "beta2", "epsilon"],
}

# %% draw_shares
draw_shares = {
    "linear": "90 %",
    "beta linear": "9 %",
    "beta log": "50 %",
}

# %% sample_log_uniform
def sample_log_uniform(low, high, size, rng):
    exponents = rng.uniform(np.log10(low), np.log10(high), size)
    return 10**exponents

# %% sample_beta
def sample_beta(low, high, size, rng):
    return 1 - sample_log_uniform(1 - high, 1 - low, size, rng)

# %% random_search
def random_search(train_fn, space, num_trials, rng):
    results = []
    for _ in range(num_trials):
        trial = {}
        for name, sampler in space.items():
            trial[name] = sampler(rng)
        score = train_fn(trial)
        results.append({**trial, "score": score})
    return results

# %% select_best
def select_best(results):
    best = None
    for result in results:
        if np.isfinite(result["score"]) and (best is None or result["score"] > best["score"]):
            best = result
    if best is None:
        raise ValueError("no finite score")
    return best

# %% narrow
def narrow(results, name, low, high, keep=0.25):
    finite = [result for result in results if np.isfinite(result["score"])]
    finite = sorted(finite, key=lambda result: result["score"], reverse=True)
    best = finite[: max(1, round(keep * len(finite)))]
    values = [result[name] for result in best]
    new_low, new_high = min(values), max(values)
    span = np.log(high) - np.log(low)
    if np.log(values[0]) - np.log(low) < 0.02 * span:
        new_low = low / 10
    if np.log(high) - np.log(values[0]) < 0.02 * span:
        new_high = high * 10
    return new_low, new_high

# %% panda_or_caviar
panda_or_caviar = {
    "A": "panda",
    "B": "caviar",
    "C": "caviar",
}

# %% successive_halving
def successive_halving(train_fn, configs, budget, eta=2):
    rounds = math.ceil(math.log(len(configs), eta))
    share = budget / rounds
    left = list(configs)
    spend = []
    for _ in range(rounds):
        resource = share / len(left)
        scored = []
        for config in left:
            score = train_fn(config, resource)
            scored.append((score if np.isfinite(score) else -np.inf, config))
        spend.append(resource * len(left))
        scored.sort(key=lambda pair: pair[0], reverse=True)
        left = [config for _, config in scored[: max(1, len(left) // eta)]]
    return left[0], spend

# %% logbook
logbook = {
    "Mon": "chosen on the test set",
    "Tue": "weights carried over",
    "Wed": "another seed for each trial",
    "Thu": "unequal budgets",
    "Fri": "test statistics used",
    "Sat": "dev set of another kind",
}

# %% grid_search
def grid_search(train_fn, grid):
    trials = [{}]
    for name, values in grid.items():
        trials = [{**trial, name: value} for trial in trials for value in values]
    return [{**trial, "score": train_fn(trial)} for trial in trials]
