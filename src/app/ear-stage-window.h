/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second window for the hall of an Assembly: the item that is spoken about, large enough to be read from three metres, the
 * time, and how much support there is. It holds no words of anybody but the Assembly's own. What is typed in it goes to the
 * capture line of the conversation's page, which shows it what is to be shown. */
#pragma once

#include <adwaita.h>

#include "ear-assembly-list.h"

G_BEGIN_DECLS

#define EAR_TYPE_STAGE_WINDOW (ear_stage_window_get_type ())
G_DECLARE_FINAL_TYPE (EarStageWindow, ear_stage_window, EAR, STAGE_WINDOW, AdwWindow)

/* Signals: "typed" (text) as of the room view; "stepped" (int) to the item before or after; "count" to count support. */

GtkWindow *ear_stage_window_new (void);
void ear_stage_window_show (EarStageWindow *stage, const EarAssembly *assembly, guint item);

G_END_DECLS
