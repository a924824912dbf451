/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One voice in large print. */
#pragma once

#include <gtk/gtk.h>

#include "ear-room.h"

G_BEGIN_DECLS

GtkWidget *ear_room_row_new (const EarRoomVoice *voice, gboolean with_themes);

G_END_DECLS
