/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voice as an object for lists. A list that reads a page at a time makes it before its voice is there. */
#pragma once

#include <glib-object.h>

#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_VOICE_ITEM (ear_voice_item_get_type ())
G_DECLARE_FINAL_TYPE (EarVoiceItem, ear_voice_item, EAR, VOICE_ITEM, GObject)

EarVoiceItem *ear_voice_item_new (EarVoice *voice);
const EarVoice *ear_voice_item_get_voice (EarVoiceItem *item);
void ear_voice_item_take_voice (EarVoiceItem *item, EarVoice *voice);

/* What was searched for: (transfer none) (nullable). To be set before the voice. */
void ear_voice_item_set_search (EarVoiceItem *item, GRefString *search);
const char *ear_voice_item_get_search (EarVoiceItem *item);
/* As what it is kept where it was said: (transfer none) (nullable). */
void ear_voice_item_set_kept (EarVoiceItem *item, const char *kept);
void ear_voice_item_set_codings (EarVoiceItem *item, GPtrArray *codings);
GPtrArray *ear_voice_item_get_codings (EarVoiceItem *item);
gboolean ear_voice_item_get_original_shown (EarVoiceItem *item);
void ear_voice_item_set_original_shown (EarVoiceItem *item, gboolean shown);

char *ear_voice_item_get_words (EarVoiceItem *item);
char *ear_voice_item_get_origin (EarVoiceItem *item);
char *ear_voice_item_describe (EarVoiceItem *item);
char *ear_voice_permission_words (const EarVoice *voice);
char *ear_moment_format (const char *moment);

G_END_DECLS
