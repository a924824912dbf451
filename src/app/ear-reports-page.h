/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saving a report: about which strategy, whose, and as which kind of file. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_REPORTS_PAGE (ear_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (EarReportsPage, ear_reports_page, EAR, REPORTS_PAGE, AdwBin)

GtkWidget *ear_reports_page_new (void);

G_END_DECLS
