/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The words of one voice in a list, with a thin lane beneath each part that was coded. A label would lay them out four times for
 * each row, and knows no lanes. */
#pragma once

#include <gtk/gtk.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_VOICE_WORDS (ear_voice_words_get_type ())
G_DECLARE_FINAL_TYPE (EarVoiceWords, ear_voice_words, EAR, VOICE_WORDS, GtkWidget)

void ear_voice_words_set (EarVoiceWords *words, const char *text, const char *language, const char *search);
/* (element-type EarCodingRow) (nullable): kept; their spans count from @offset, in code points of what is shown */
void ear_voice_words_set_codings (EarVoiceWords *words, GPtrArray *codings, guint offset);

G_END_DECLS
