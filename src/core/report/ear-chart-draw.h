/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What drawing shares with the pen. */
#pragma once

#include "ear-chart.h"
#include "ear-chart-paint.h"

G_BEGIN_DECLS

double ear_pen_label_width (const EarPen *pen, const EarChart *chart, double most);

G_END_DECLS
