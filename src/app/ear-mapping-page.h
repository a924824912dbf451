/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which themes count for which priority of a strategy, as a list and as a grid. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_MAPPING_PAGE (ear_mapping_page_get_type ())
G_DECLARE_FINAL_TYPE (EarMappingPage, ear_mapping_page, EAR, MAPPING_PAGE, AdwNavigationPage)

AdwNavigationPage *ear_mapping_page_new (EarWorkbook *workbook, const EarId *strategy);

G_END_DECLS
