/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The voices that pass a query, as a list of EarVoiceItem that reads a window at a time and forgets windows that were
 * not looked at for long, so that its memory does not depend on how many voices there are. */
#pragma once

#include <gio/gio.h>

#include "ear-voice-item.h"
#include "ear-voice-query.h"
#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_VOICE_MODEL (ear_voice_model_get_type ())
G_DECLARE_FINAL_TYPE (EarVoiceModel, ear_voice_model, EAR, VOICE_MODEL, GObject)

EarVoiceModel *ear_voice_model_new (void);
void ear_voice_model_set_workbook (EarVoiceModel *model, EarWorkbook *workbook);
void ear_voice_model_set_query (EarVoiceModel *model, const EarVoiceQuery *query);
void ear_voice_model_set_blind (EarVoiceModel *model, gboolean blind);
void ear_voice_model_reload (EarVoiceModel *model);
guint ear_voice_model_get_total (EarVoiceModel *model);
EarVoiceRows *ear_voice_model_get_rows (EarVoiceModel *model);

G_END_DECLS
