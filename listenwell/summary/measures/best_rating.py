"""top-box: how many customers chose the best of 2 or 3 points? The two best would take in the middle."""

from listenwell.summary.measures.satisfaction import of_best_boxes

TOP = of_best_boxes("top-box", "top-box")
