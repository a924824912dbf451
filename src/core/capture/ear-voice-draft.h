/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is kept of a line that is not in the workbook yet: at an Assembly the item it is said to, too, and as what. Any thread. */
#pragma once

#include "ear-id.h"

G_BEGIN_DECLS

char *ear_voice_draft_pack (const char *line, const EarId *item, const char *stance);
char *ear_voice_draft_unpack (const char *draft, EarId *item, const char **stance);

G_END_DECLS
