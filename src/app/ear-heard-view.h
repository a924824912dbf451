/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the page Who We've Heard: charts and lists made of what was counted. Main thread. */
#pragma once

#include <adwaita.h>

#include "ear-chart.h"
#include "ear-coverage.h"

G_BEGIN_DECLS

/* The grid, and for each of its rows and columns the heading it is. */
typedef struct
{
  EarChart *chart;
  GArray *rows, *columns; /* guint, indexes in the table */
} EarHeardGrid;

EarHeardGrid *ear_heard_grid_new (const EarCoverage *coverage);
void ear_heard_grid_free (EarHeardGrid *grid);

char *ear_heard_summarise (const EarCoverage *coverage, const GPtrArray *not_heard);
EarChart *ear_heard_shares (const EarCoverage *coverage);
char *ear_target_period (const EarTargetRow *target);
char *ear_target_detail (const EarTargetRow *target);

G_END_DECLS
