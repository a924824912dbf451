/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One theme of the tree on the What Matters page. */
#pragma once

#include <gio/gio.h>

#include "ear-feeling-bar.h"
#include "ear-insight.h"

G_BEGIN_DECLS

#define EAR_TYPE_THEME_NODE (ear_theme_node_get_type ())
G_DECLARE_FINAL_TYPE (EarThemeNode, ear_theme_node, EAR, THEME_NODE, GObject)

/* What a page reads about all themes at once. */
typedef struct
{
  GPtrArray *rows;    /* EarTreeRow */
  GPtrArray *records; /* EarRecord, of the same places */
  EarFeelings *feelings; /* of the same places */
} EarThemes;

EarThemes *ear_themes_load (EarStore *store, GError **error);
void ear_themes_free (EarThemes *themes);
guint ear_themes_most_voices (const EarThemes *themes);

GListModel *ear_theme_nodes_new (EarThemes *themes);
gboolean ear_theme_nodes_update (GListModel *roots, EarThemes *themes);

const EarTreeRow *ear_theme_node_get_row (EarThemeNode *node);
const EarRecord *ear_theme_node_get_record (EarThemeNode *node);
const EarFeelings *ear_theme_node_get_feelings (EarThemeNode *node);
guint ear_theme_node_get_most (EarThemeNode *node);
GListModel *ear_theme_node_get_children (EarThemeNode *node);
gboolean ear_theme_node_is_statement (EarThemeNode *node);
char *ear_theme_node_describe (EarThemeNode *node);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EarThemes, ear_themes_free)

G_END_DECLS
