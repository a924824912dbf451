/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What somebody decides on the page Needs a Look, done on the workbook's thread, with a toast that takes it back. */
#pragma once

#include "ear-look-state.h"
#include "ear-window.h"

G_BEGIN_DECLS

/* @item: (transfer full). @text: (nullable): what is to stand there instead of any of the values. */
void ear_look_decide (EarWindow *window, EarLookItem *item, guint value, const char *text, const char *toast);
void ear_look_decide_all (EarWindow *window);
/* Says which part a coding of a split theme means. */
void ear_look_decide_part (EarWindow *window, const EarId *coding, const EarSplitPart *part);

G_END_DECLS
