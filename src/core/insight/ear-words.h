/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looking for words in short texts of which there are hundreds, not many thousands. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean ear_words_are_in (const char *text, const char *search);

G_END_DECLS
