"""Mistakes that several exercises share, with the words for them: id, title and hint steps."""

SMALL = (1e-4, 1e-5, 1e-6, 1e-7, 1e-8, 1e-9, 1e-10)  # what people add or clip at, to be safe
TINY = (*SMALL, 1e-11, 1e-12, 1e-15, 1e-16, 1e-20, 1e-30, 1e-100, 1e-300)  # the same, before a logarithm
LIMITS = (20, 50, 80, 88, 100, 200, 300, 500, 600, 700, 709)  # where people cut off scores

NO_SHIFT = (
    "no-shift",
    "The scores go into exp() at their full size",
    "In float64, exp() of anything above 709 is infinite. Which of your numbers get there?",
    "Softmax stays the same when every score of a row moves by the same amount.",
    "Which amount keeps exp() in range, whatever the row?",
)
GLOBAL_MAX = (
    "global-max",
    "All rows are moved by the same maximum",
    "One maximum of the whole array serves every row. Fine for the row it comes from; what about the others?",
    "Take the rows [1000, 0, 0] and [0, 1, 2]. What is left of the second row after the subtraction, and after exp()?",
    "Each row may be moved by an amount of its own.",
)
SUM_AXIS_0 = (
    "sum-axis-0",
    "The sum runs down the columns",
    "Add up a row of your result, then a column. Which of the two gives 1?",
    "Rows are samples. `axis` names the axis that disappears in the sum.",
)
SUM_OVER_ALL = (
    "sum-over-all",
    "One sum for the whole array",
    "Add up all your numbers, then those of one row. Which of the two gives 1?",
    "Each row is a distribution of its own. What does `sum` do when it is given no axis?",
)
NO_KEEPDIMS = (
    "no-keepdims",
    "A row's sum or maximum lands on the columns",
    "Reducing an array of shape (N, C) over its rows leaves shape (N,). Print it.",
    "Broadcasting lines shapes up from the right: against (N, C), a shape (N,) is taken for one number per column.",
    "Which shape would stand for one number per row? An option of `sum` and `max` keeps it.",
)
MAX_AXIS_0 = (
    "max-axis-0",
    "The maximum is taken down the columns",
    "Softmax stays the same if all scores of a row move by the same amount. Do they, in your code?",
    "`axis` names the axis that disappears. Over which one should the maximum run?",
)
SUBTRACT_MEAN = (
    "subtract-mean",
    "The middle of the row is subtracted, not what makes exp() overflow",
    "Any amount is right on paper. On the computer, which score of the row is the dangerous one?",
    "After subtracting the mean or the median, how large can the largest number still be?",
)
SUBTRACT_MIN = (
    "subtract-min",
    "The smallest score of the row is subtracted",
    "Any amount is right on paper. On the computer, which end of the row is dangerous: the small or the large?",
    "After subtracting the minimum, how large can the largest number still be?",
)
CLIP_SCORES = (
    "clip-scores",
    "Scores are cut off at a limit",
    "Two scores beyond the limit become equal. Are their probabilities equal too?",
    "Only differences within a row matter. Can you make the scores small and keep every difference?",
)
CLIP_PROBABILITIES = (
    "clip-probabilities",
    "Probabilities are cut off at a smallest value",
    "A probability of e^-40 is a right answer, and it fits into a float. What does your limit make of it?",
    "What is the limit there to protect from? Find the step that is in danger, and the way round it.",
)
EPSILON_IN_DENOMINATOR = (
    "epsilon-in-denominator",
    "A small number is added to the denominator",
    "Each row now sums to a little less than 1.",
    "Can the sum be 0 at all, once the largest number in it is exp(0)?",
)
LOG_PLUS_EPS = (
    "log-plus-eps",
    "A small number is added inside the logarithm",
    "It saves log(0), but it changes every other result as well. How large can -log(p + 1e-8) become at all?",
    "The danger lies in going to the probability first. Which terms cancel in the logarithm of exp(s) / sum?",
)
LOG_OF_SOFTMAX = (
    "log-of-softmax",
    "The logarithm is taken after softmax has rounded to 0",
    "exp(-1000) is 0 in floating point: right enough for a probability, but what is its logarithm?",
    "Write the logarithm of a quotient as a difference, on paper. What becomes of log(exp(s))?",
    "What is left to compute is the log of a sum of exps; the shift by the maximum works there too.",
)
FORGOT_MAX = (
    "forgot-max",
    "The maximum goes out and does not come back",
    "You moved the scores in one place and not in the other. Do both places mean the same numbers?",
    "log(sum(exp(s))) = m + log(sum(exp(s - m))): which of the terms is missing in your code, or there twice?",
)
WRONG_LOG_BASE = (
    "wrong-log-base",
    "The logarithm has another base",
    "`np.log` is the natural logarithm, the one that undoes exp().",
    "In NumPy, the names with a digit have another base.",
)
LOG1P = (
    "log1p",
    "log1p(p) is log(1 + p)",
    "What is log1p(1)? And what should the logarithm of the probability 1 be?",
    "log1p is made for numbers close to 0 to which 1 is added.",
)
SOFTMAX_TWICE = (
    "softmax-twice",
    "Softmax is applied twice",
    "Probabilities are put through softmax as if they were scores. The result is much flatter: why?",
    "Follow one row through your code: at which line does it sum to 1 for the first time?",
)
MUTATES_INPUT = (
    "mutates-input",
    "Your function changes the caller's array",
    "A NumPy array is handed over without a copy: inside your function it is still the caller's.",
    "Operators such as `-=` and `/=`, and assignments to `x[...]`, write into that array.",
    "Which of your lines do so? Let them make a new array.",
)
INTEGER_OUTPUT = (
    "integer-output",
    "Fractions are cut off when the input holds integers",
    "`zeros_like` and `empty_like` take over the dtype of their argument as well.",
    "What happens to 0.7 when it is written into an array of integers?",
)
SHARED_BUFFER = (
    "shared-buffer",
    "Every call returns the same array",
    "Where is the array made that you return: inside the function, or once outside of it?",
    "A later call writes into it, and the earlier result is gone.",
)
FLOAT32 = (
    "float32",
    "Precision is lost on the way",
    "float32 holds about 7 digits, float64 about 16.",
    "Look for `dtype` and `astype`. NumPy's default is float64.",
)
ROUNDED = (
    "rounded",
    "The result is rounded",
    "Rounding is for printing. Here it leaves rows that do not sum to 1, and tiny probabilities that are 0.",
)
NAN_TO_NUM = (
    "nan-to-num",
    "NaN and infinity are replaced instead of avoided",
    "The warning is gone, and the number that was lost is still lost.",
    "Find the line where nan or inf first appears. Which quantity is too large there, or 0?",
)
VECTOR_BECOMES_MATRIX = (
    "vector-becomes-matrix",
    "A vector comes back as a matrix",
    "A vector of shape (C,) goes in. Which shape should come out?",
    "An axis counted from the end is there for both, vectors and matrices.",
)
NEEDS_MATRIX = (
    "needs-matrix",
    "Your code takes two dimensions for granted",
    "A vector of shape (C,) has no axis 1 and no second length.",
    "Which number means \"the last axis\", however many there are?",
)
DIVIDES_BY_SIZE = (
    "mean-exp",
    "A mean stands where a sum belongs",
    "Add up a row of probabilities: which number do you get, and which one should it be?",
    "How do the mean and the sum of C numbers differ?",
)
IGNORES_LABELS = (
    "ignores-labels",
    "The labels play no part",
    "What would change in your result if every label were another one?",
    "The loss looks at the probability of the true class, not of the likeliest one.",
)
PICKS_EVERY_LABEL = (
    "picks-every-label",
    "Each row is indexed with the labels of all rows",
    "Print the shape of what you index: `table[:, y]` takes the columns y of every row, N * N entries.",
    "You want one entry per row: row 0 with y[0], row 1 with y[1], ... Which pair of index arrays says that?",
)
EXPECTS_ONE_HOT = (
    "expects-one-hot",
    "The labels are treated as one-hot rows",
    "y has shape (N,): it holds class numbers, such as [2, 0, 1], not rows of zeros and ones.",
    "Either index with the class numbers, or turn them into one-hot rows first.",
)
LABELS_NEED_ARRAY = (
    "labels-need-array",
    "The labels may be a list",
    "A list has a length, and neither `shape` nor arithmetic.",
    "NumPy can index with a list; where does your code ask for more than that?",
)
LABELS_FROM_ONE = (
    "labels-from-one",
    "The labels are counted from 1",
    "The classes are numbered 0 to C - 1, as NumPy counts columns.",
    "Which column does label 0 get in your code?",
)
SUM_NOT_MEAN = (
    "sum-not-mean",
    "The losses are summed, not averaged",
    "Hand in every sample twice. Should the loss double?",
    "The loss is a mean over the N samples.",
)
NOT_SUMMED_UP = (
    "not-averaged",
    "One loss for each sample is returned",
    "The task asks for a single number.",
    "What is done with the N losses to make one of them?",
)
ARRAY_LOSS = (
    "array-loss",
    "The loss is an array with one entry",
    "Print the shape of what you return: a number has shape ().",
    "Which step keeps an axis that should disappear?",
)
MEAN_OVER_ALL = (
    "mean-over-all",
    "The mean runs over classes, too",
    "Your loss is C times too small. How many numbers does your mean average?",
    "Each sample has one loss: N of them, not N * C.",
)
DIVIDES_BY_CLASSES = (
    "divides-by-classes",
    "The number of classes is used for the number of samples",
    "Which axis of an (N, C) array has the length N?",
    "Try 6 samples and 4 classes by hand: by what should the sum be divided?",
)
NEGATED = (
    "negated",
    "The sign is turned round",
    "A probability is below 1. Which sign does its logarithm have, and which one should the result have?",
)
