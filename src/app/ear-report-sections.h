/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sections of a report: which are in it, in which order, and what is written before each. What is typed is kept in the
 * workbook while it is typed, so that it is there next year, whatever happens to the laptop tonight. */
#pragma once

#include <adwaita.h>

#include "ear-report-template.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_REPORT_SECTIONS (ear_report_sections_get_type ())
G_DECLARE_FINAL_TYPE (EarReportSections, ear_report_sections, EAR, REPORT_SECTIONS, AdwBin)

void ear_report_sections_show (EarReportSections *sections, EarWorkbook *workbook, EarReportTemplate kind, GPtrArray *layout);
const GPtrArray *ear_report_sections_get_layout (EarReportSections *sections);
void ear_report_sections_keep (EarReportSections *sections);

G_END_DECLS
