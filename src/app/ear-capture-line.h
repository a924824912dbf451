/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The line in which voices are typed while people talk. It shows what it understood before Enter is pressed. */
#pragma once

#include <adwaita.h>

#include "ear-capture-parser.h"

G_BEGIN_DECLS

#define EAR_TYPE_CAPTURE_LINE (ear_capture_line_get_type ())
G_DECLARE_FINAL_TYPE (EarCaptureLine, ear_capture_line, EAR, CAPTURE_LINE, AdwBin)

/* Signals: "changed" when the text is another, "submitted" for Enter, "recalled" for ↑ in the empty line, "left" for
 * Escape while a voice is being changed, "pasted" (text) for a page. */

char *ear_capture_line_get_text (EarCaptureLine *line);
void ear_capture_line_set_text (EarCaptureLine *line, const char *text);
void ear_capture_line_set_themes (EarCaptureLine *line, GPtrArray *themes);
void ear_capture_line_set_speakers (EarCaptureLine *line, GPtrArray *speakers);
void ear_capture_line_set_just_used (EarCaptureLine *line, GArray *themes);
void ear_capture_line_set_language (EarCaptureLine *line, const char *language);
void ear_capture_line_set_changing (EarCaptureLine *line, gboolean changing);
void ear_capture_line_insert (EarCaptureLine *line, const char *text);
void ear_capture_line_say (EarCaptureLine *line, const char *message);
void ear_capture_line_focus (EarCaptureLine *line);

G_END_DECLS
