# %% [markdown]
# # Demos for the lecture hall
#
# Every widget of the course, one after the other, with the right functions in them. Ask the question, let people
# answer, then move something.
#
# `make classroom` shows the same demos full screen, one a page, in large type: there the digits 1 to 9 press the
# buttons and 0 is *Reset*. Here, `widgets.lecture()` in a cell of its own makes all widgets that run after it as large.

# %% tags=["setup"]
from courseware import widgets
from solutions import backprop, batchnorm, cross_entropy, gradient_check, hyperparameter_search, optimizers, softmax

# %% [markdown]
# ## Softmax
#
# Add the same number to all four scores. What happens to the bars, on paper and in float16?

# %% tags=["demo"]
widgets.softmax_demo(softmax.softmax)

# %% [markdown]
# ## Sigmoid and friends
#
# A neuron is badly wrong. With which cost does it learn faster, and by how much?

# %% tags=["demo"]
widgets.sigmoid_demo(cross_entropy.sigmoid, cross_entropy.sigmoid_grad)

# %% [markdown]
# ## Two-layer network
#
# Which of the hidden units does a point of the spiral switch on, and what does a larger learning rate do to the border?

# %% tags=["demo"]
widgets.two_layer_demo(backprop.two_layer_loss)

# %% [markdown]
# ## Initialisation
#
# Twenty layers: how large may the first weights be, so that signals neither fade nor blow up?

# %% tags=["demo"]
widgets.initialisation_demo()

# %% [markdown]
# ## Gradient check
#
# A smaller step measures a slope better. Until when?

# %% tags=["demo"]
widgets.gradient_check_demo(gradient_check.numerical_gradient, gradient_check.complex_step)

# %% [markdown]
# ## Learning rate
#
# At which learning rate is one step enough, and from which one on does the walk diverge?

# %% tags=["demo"]
widgets.learning_rate_demo(optimizers.sgd)

# %% [markdown]
# ## Moving average
#
# A β of 0.9 is said to average over ten days. How much of the weight do those ten days hold?

# %% tags=["demo"]
widgets.moving_average_demo(optimizers.ewma)

# %% [markdown]
# ## Momentum
#
# Which pairs of learning rate and momentum come to rest? May the momentum be 1, or negative?

# %% tags=["demo"]
widgets.momentum_demo(optimizers.sgd_momentum)

# %% [markdown]
# ## Adam
#
# How long is the first step of Adam, and how long would it be without the corrections?

# %% tags=["demo"]
widgets.adam_demo(optimizers.adam)

# %% [markdown]
# ## Optimiser race
#
# Place your bets: who wins in the ravine, and who on the plateau?

# %% tags=["demo"]
names = ("sgd", "sgd_momentum", "nesterov", "adagrad", "rmsprop", "adam")
widgets.race_demo({name: getattr(optimizers, name) for name in names})

# %% [markdown]
# ## Batch normalisation
#
# First weights ten times too small: what is left of the signal in the last layer, with and without normalisation?

# %% tags=["demo"]
widgets.batchnorm_demo(batchnorm.batchnorm_forward)

# %% [markdown]
# ## Hyperparameters: where to look
#
# Nine trials on a grid, or nine at random: which of the two tries more learning rates?

# %% tags=["demo"]
search = hyperparameter_search
widgets.search_demo(search.sample_log_uniform, search.random_search, search.narrow)

# %% [markdown]
# ## Hyperparameters: panda or caviar
#
# One budget: raise a single model with care, or many and keep the best?

# %% tags=["demo"]
widgets.halving_demo(hyperparameter_search.successive_halving)
