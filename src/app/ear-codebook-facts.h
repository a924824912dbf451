/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a theme is used, and who changed it. */
#pragma once

#include <adwaita.h>

#include "ear-book.h"

G_BEGIN_DECLS

#define EAR_TYPE_CODEBOOK_FACTS (ear_codebook_facts_get_type ())
G_DECLARE_FINAL_TYPE (EarCodebookFacts, ear_codebook_facts, EAR, CODEBOOK_FACTS, GtkBox)

/* @history: (transfer full) (element-type EarBookEvent) */
void ear_codebook_facts_set (EarCodebookFacts *facts, const EarId *theme, const EarBookUsage *usage, GPtrArray *history);

char *ear_book_usage_describe (const EarBookUsage *usage);

G_END_DECLS
