/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window remembers between two starts, outside any workbook: where recent workbooks are, how large the
 * window was. Nothing that anybody said. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

GStrv ear_state_get_recent (void);
void ear_state_add_recent (const char *path);
void ear_state_forget_recent (const char *path);

gboolean ear_state_get_size (int *width, int *height, gboolean *maximised);
void ear_state_set_size (int width, int height, gboolean maximised);

/* Whether what others coded is hidden. */
gboolean ear_state_get_blind (void);
void ear_state_set_blind (gboolean blind);

/* Whether the spelling of what is typed is looked at. */
gboolean ear_state_get_spelling (void);
void ear_state_set_spelling (gboolean spelling);

G_END_DECLS
