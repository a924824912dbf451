/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart with its heading, its table, and a menu that copies or saves it. */
#pragma once

#include <adwaita.h>

#include "ear-chart.h"

G_BEGIN_DECLS

#define EAR_TYPE_CHART_PANEL (ear_chart_panel_get_type ())
G_DECLARE_FINAL_TYPE (EarChartPanel, ear_chart_panel, EAR, CHART_PANEL, AdwBin)

/* Signal "chosen" (guint row, guint series): a person wants to see the voices behind a figure. */
GtkWidget *ear_chart_panel_new (void);
void ear_chart_panel_set_chart (EarChartPanel *panel, EarChart *chart); /* (transfer full) */

G_END_DECLS
