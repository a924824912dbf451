/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with one voice of a list, by its menu button, the secondary mouse button, the Menu key or a key of its
 * own. */
#pragma once

#include <gtk/gtk.h>

#include "ear-insight.h"

G_BEGIN_DECLS

GtkWidget *ear_voice_menu_button_new (void);
void ear_voice_menu_watch (GtkListView *list);

/* (nullable): the voice in whose item of the list the focus is. */
const EarVoice *ear_voice_menu_focused (GtkListView *list);

G_END_DECLS
