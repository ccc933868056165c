"""Will we make it (question 2): paces, dates with their intervals, ratings. How it is computed: docs/forecast.md."""
