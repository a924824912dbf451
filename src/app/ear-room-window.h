/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second window for those who are in the room: what was recorded, in large print, as it is recorded. It reads the
 * workbook itself, so that what is changed, withdrawn or merged anywhere changes here, too. */
#pragma once

#include <adwaita.h>

#include "ear-workbook.h"

G_BEGIN_DECLS

#define EAR_TYPE_ROOM_WINDOW (ear_room_window_get_type ())
G_DECLARE_FINAL_TYPE (EarRoomWindow, ear_room_window, EAR, ROOM_WINDOW, AdwWindow)

GtkWindow *ear_room_window_new (EarWorkbook *workbook, const EarId *session);

G_END_DECLS
