/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart, drawn by the code that draws it in documents. It says in words what it shows; a click on a row says which. */
#pragma once

#include <gtk/gtk.h>

#include "ear-chart.h"

G_BEGIN_DECLS

#define EAR_TYPE_CHART_AREA (ear_chart_area_get_type ())
G_DECLARE_FINAL_TYPE (EarChartArea, ear_chart_area, EAR, CHART_AREA, GtkWidget)

GtkWidget *ear_chart_area_new (void);
void ear_chart_area_set_chart (EarChartArea *area, EarChart *chart); /* (transfer full) */
const EarChart *ear_chart_area_get_chart (EarChartArea *area); /* (nullable) */

G_END_DECLS
