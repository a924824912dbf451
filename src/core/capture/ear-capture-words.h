/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which words of what is typed are words that were said, for whoever looks at their spelling. No GTK here. Any thread. */
#pragma once

#include "ear-capture-parser.h"

G_BEGIN_DECLS

typedef struct
{
  gsize start, end;  /* in bytes */
  gboolean original; /* it stands in the original, in another language */
} EarCaptureWord;

GArray *ear_capture_words (const char *line, char **language);
GArray *ear_prose_words (const char *text);

G_END_DECLS
