/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One theme in the codebook's list. */
#pragma once

#include <gio/gio.h>

#include "ear-book.h"

G_BEGIN_DECLS

#define EAR_TYPE_BOOK_NODE (ear_book_node_get_type ())
G_DECLARE_FINAL_TYPE (EarBookNode, ear_book_node, EAR, BOOK_NODE, GObject)

/* @theme: (transfer full). One without an id is a theme that is being named and not in the workbook yet. */
EarBookNode *ear_book_node_new (EarBookTheme *theme);
void ear_book_node_take (EarBookNode *node, EarBookTheme *theme);
const EarBookTheme *ear_book_node_get_theme (EarBookNode *node);
gboolean ear_book_node_is_new (EarBookNode *node);

/* Whether others stand under it, and whether these are shown. */
void ear_book_node_set_below (EarBookNode *node, gboolean has_below, gboolean expanded);
gboolean ear_book_node_has_below (EarBookNode *node);
gboolean ear_book_node_get_expanded (EarBookNode *node);

/* While its name is being changed in its place. Signal "named" (utf8, nullable): what was typed, NULL where it was given up. */
void ear_book_node_edit (EarBookNode *node);
void ear_book_node_end_edit (EarBookNode *node, const char *typed);
gboolean ear_book_node_get_editing (EarBookNode *node);

char *ear_book_node_describe (EarBookNode *node);

G_END_DECLS
