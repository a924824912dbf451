/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A sheet to give back to one group: what you said, what was done, what was not and why, what is next. Plain words, large
 * print, one page. */
#pragma once

#include "ear-report.h"

G_BEGIN_DECLS

typedef struct
{
  const EarId *group;       /* for whom, with the groups below it */
  const char *organisation; /* (nullable) whose sheet it is, and whom to ask */
  const char *language;     /* (nullable) BCP 47: theirs; NULL: the one most of them spoke, where it was noted */
} EarSheetOptions;

EarDocument *ear_feedback_sheet (EarStore *store, const EarSheetOptions *options, GError **error); /* on the store's thread */

G_END_DECLS
