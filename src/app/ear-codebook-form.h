/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one theme says, to be written: each field is saved where it is left, and can be undone. */
#pragma once

#include <adwaita.h>

#include "ear-book-model.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_CODEBOOK_FORM (ear_codebook_form_get_type ())
G_DECLARE_FINAL_TYPE (EarCodebookForm, ear_codebook_form, EAR, CODEBOOK_FORM, AdwBin)

void ear_codebook_form_set_workbook (EarCodebookForm *form, EarWorkbook *workbook, EarBookModel *model);
void ear_codebook_form_set_theme (EarCodebookForm *form, const EarId *theme); /* EAR_ID_NONE: none */
void ear_codebook_form_focus (EarCodebookForm *form);
/* What is being typed is left. */
void ear_codebook_form_leave (EarCodebookForm *form);

G_END_DECLS
