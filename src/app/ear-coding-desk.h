/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The coding desk: the selected voice's words with what was coded of them, and keys for the next thing. With several voices
 * selected it codes, regroups and permits all at once. */
#pragma once

#include <adwaita.h>

#include "ear-voice-item.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_CODING_DESK (ear_coding_desk_get_type ())
G_DECLARE_FINAL_TYPE (EarCodingDesk, ear_coding_desk, EAR, CODING_DESK, AdwBin)

void ear_coding_desk_set_workbook (EarCodingDesk *desk, EarWorkbook *workbook);
/* What is selected: one voice, or none. */
void ear_coding_desk_set_item (EarCodingDesk *desk, EarVoiceItem *item);
/* Several: those at @ranges of @rows, as ear_batch_do() takes them; read or not. */
void ear_coding_desk_set_many (EarCodingDesk *desk, EarVoiceRows *rows, GArray *ranges);
/* (nullable) (element-type EarTreeRow): what can be chosen from */
void ear_coding_desk_set_choices (EarCodingDesk *desk, GPtrArray *themes, GPtrArray *groups);
gboolean ear_coding_desk_get_blind (EarCodingDesk *desk);
void ear_coding_desk_focus_words (EarCodingDesk *desk);
/* Whether the key was the desk's. */
gboolean ear_coding_desk_key (EarCodingDesk *desk, guint key, GdkModifierType modifiers);

G_END_DECLS
