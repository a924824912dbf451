/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the capture line understood, as chips, and what it offers for the word that is being typed, as buttons. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_TYPE_CAPTURE_CHIPS (ear_capture_chips_get_type ())
G_DECLARE_FINAL_TYPE (EarCaptureChips, ear_capture_chips, EAR, CAPTURE_CHIPS, AdwBin)

/* Signal "taken" (utf8): a suggestion was clicked: what stands after the sign. */

void ear_capture_chips_set_themes (EarCaptureChips *chips, GPtrArray *themes);
void ear_capture_chips_set_speakers (EarCaptureChips *chips, GPtrArray *speakers);
void ear_capture_chips_set_just_used (EarCaptureChips *chips, GArray *themes);
void ear_capture_chips_set_few (EarCaptureChips *chips, gboolean few);
char *ear_capture_chips_show (EarCaptureChips *chips, const char *text, gsize cursor, gboolean *has_words);
gboolean ear_capture_chips_is_empty (EarCaptureChips *chips);
const char *ear_capture_chips_get_first (EarCaptureChips *chips);

G_END_DECLS
