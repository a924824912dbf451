/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook: its tree, to be moved about, and what each theme says, to be written. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_CODEBOOK_PAGE (ear_codebook_page_get_type ())
G_DECLARE_FINAL_TYPE (EarCodebookPage, ear_codebook_page, EAR, CODEBOOK_PAGE, AdwNavigationPage)

AdwNavigationPage *ear_codebook_page_new (EarWorkbook *workbook, const EarId *theme);
void ear_codebook_page_select (EarCodebookPage *page, const EarId *theme);

G_END_DECLS
