/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The codebook as a list that is folded and searched: which themes are shown, in which order. A theme keeps its node as long as
 * it is there, so that the list keeps its place when something changes. Main thread. */
#pragma once

#include "ear-book-node.h"

G_BEGIN_DECLS

#define EAR_TYPE_BOOK_MODEL (ear_book_model_get_type ())
G_DECLARE_FINAL_TYPE (EarBookModel, ear_book_model, EAR, BOOK_MODEL, GObject)

EarBookModel *ear_book_model_new (void);
GListModel *ear_book_model_get_list (EarBookModel *model); /* EarBookNode */
/* @themes: (transfer full) (element-type EarBookTheme) */
void ear_book_model_take (EarBookModel *model, GPtrArray *themes);
void ear_book_model_set_search (EarBookModel *model, const char *typed);
void ear_book_model_set_passed (EarBookModel *model, gboolean shown);
void ear_book_model_set_expanded (EarBookModel *model, EarBookNode *node, gboolean expanded);
void ear_book_model_reveal (EarBookModel *model, const EarId *theme);

guint ear_book_model_size (EarBookModel *model); /* themes that are in the workbook, shown or not */
GPtrArray *ear_book_model_get_nodes (EarBookModel *model); /* (transfer none) EarBookNode, of all of them in their order */
EarBookNode *ear_book_model_find (EarBookModel *model, const EarId *theme); /* (transfer none) (nullable) */
guint ear_book_model_position (EarBookModel *model, const EarId *theme);    /* in the list; GTK_INVALID_LIST_POSITION */
/* Of those that stand under the same theme and are shown: the one before or after. */
EarBookNode *ear_book_model_beside (EarBookModel *model, EarBookNode *node, int step);
/* Those in use, to choose from. (transfer full) (element-type EarTreeRow) @without: (nullable) */
GPtrArray *ear_book_model_list_choices (EarBookModel *model, const EarId *without);

/* A row for a theme that is being named; at most one. @after: (nullable): the one beside it that it follows. */
EarBookNode *ear_book_model_begin (EarBookModel *model, const EarId *parent, EarBookNode *after);
EarBookNode *ear_book_model_get_after (EarBookModel *model); /* (nullable) */
void ear_book_model_end (EarBookModel *model);

G_END_DECLS
