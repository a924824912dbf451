/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voice on the screen: the feeling's mark, the words, the original in its own script, and who said it where. */
#pragma once

#include <adwaita.h>

#include "ear-voice-item.h"

G_BEGIN_DECLS

#define EAR_TYPE_VOICE_ROW (ear_voice_row_get_type ())
G_DECLARE_FINAL_TYPE (EarVoiceRow, ear_voice_row, EAR, VOICE_ROW, GtkBox)

GtkWidget *ear_voice_row_new (void);
void ear_voice_row_set_item (EarVoiceRow *row, EarVoiceItem *item);
EarVoiceItem *ear_voice_row_get_item (EarVoiceRow *row);

GtkListItemFactory *ear_voice_row_factory_new (GtkListView *list);

G_END_DECLS
