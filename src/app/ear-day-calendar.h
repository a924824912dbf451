/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A calendar that unfolds from a field for a day: by mouse, by keys, and said aloud. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void ear_day_calendar_watch (GtkCalendar *calendar, GtkEditable *field);

G_END_DECLS
