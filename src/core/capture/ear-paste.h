/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of notes from elsewhere, split into the lines that a person would have typed one by one. Nothing on the page is
 * lost: each of its characters but blanks, bullets, numbering and quotation marks is in one of the pieces, in its order. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  EAR_PASTE_LINES = 0,               /* each line is a piece */
  EAR_PASTE_PARAGRAPHS = 1 << 0,     /* what stands between empty lines is one */
  EAR_PASTE_HYPHEN_BULLETS = 1 << 1, /* a hyphen before a line is a bullet, and does not say that something does not work */
} EarPasteSplit;

gboolean ear_paste_is_page (const char *text);
EarPasteSplit ear_paste_guess (const char *text);
GPtrArray *ear_paste_split (const char *text, EarPasteSplit by); /* (element-type utf8) lines for ear_capture_parse() */

char *ear_paste_join (const char *first, const char *second);
gboolean ear_paste_cut (const char *piece, gsize at, char **first, char **second);

G_END_DECLS
