# glmnet's side: a command a line in, an answer a line out. Its argument is the folder with the data.
suppressMessages(library(glmnet))
folder <- commandArgs(TRUE)[1]
numbers <- function(name) {
  file <- file.path(folder, name)
  readBin(file, "double", file.size(file) / 8)
}
y <- list(gaussian = numbers("y"), binomial = numbers("classes"))
x <- matrix(numbers("x"), length(y$gaussian), byrow = TRUE)
grids <- list(gaussian = numbers("gaussian"), binomial = numbers("binomial"))

objective <- function(fit, kind, lambda) {
  sum(sapply(seq_along(lambda), function(k) {
    w <- fit$beta[, k]
    eta <- as.vector(x %*% w) + fit$a0[k]
    loss <- if (kind == "gaussian") (y[[kind]] - eta)^2 / 2
      else pmax(eta, 0) + log1p(exp(-abs(eta))) - y[[kind]] * eta
    mean(loss) + lambda[k] * (0.5 * sum(abs(w)) + 0.25 * sum(w^2))
  }))
}

input <- file("stdin", "r")
while (length(line <- readLines(input, 1)) > 0) {
  words <- strsplit(line, " ")[[1]]
  if (words[1] == "version") {
    cat("ok", as.character(packageVersion("glmnet")), "\n")
  } else {
    kind <- words[2]
    lambda <- grids[[kind]]
    seconds <- system.time(fit <- glmnet(x, y[[kind]], family = kind, alpha = 0.5,
      standardize = FALSE, lambda = lambda, thresh = as.numeric(words[3])))[3]
    cat("ok", format(seconds * 1e9, scientific = FALSE),
      format(objective(fit, kind, lambda), digits = 15), sum(fit$beta[, length(lambda)] != 0), "\n")
  }
  flush(stdout())
}
