/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-book-node.h"

#include <glib/gi18n.h>

struct _EarBookNode
{
  GObject parent_instance;

  EarBookTheme *theme;
  gboolean has_below, expanded, editing;
};

G_DEFINE_FINAL_TYPE (EarBookNode, ear_book_node, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_NAMED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
ear_book_node_finalize (GObject *object)
{
  ear_book_theme_free (EAR_BOOK_NODE (object)->theme);
  G_OBJECT_CLASS (ear_book_node_parent_class)->finalize (object);
}

static void
ear_book_node_class_init (EarBookNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = ear_book_node_finalize;

  /**
   * EarBookNode::changed:
   *
   * It is shown otherwise now.
   */
  signals[SIGNAL_CHANGED]
    = g_signal_new ("changed", EAR_TYPE_BOOK_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * EarBookNode::named:
   * @typed: (nullable): the name; %NULL where it stays as it was
   */
  signals[SIGNAL_NAMED] = g_signal_new ("named", EAR_TYPE_BOOK_NODE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                        G_TYPE_STRING);
}

static void
ear_book_node_init (EarBookNode *node G_GNUC_UNUSED)
{
}

EarBookNode *
ear_book_node_new (EarBookTheme *theme)
{
  EarBookNode *node = g_object_new (EAR_TYPE_BOOK_NODE, NULL);

  node->theme = theme;
  return node;
}

void
ear_book_node_take (EarBookNode *node, EarBookTheme *theme)
{
  ear_book_theme_free (node->theme);
  node->theme = theme;
  g_signal_emit (node, signals[SIGNAL_CHANGED], 0);
}

const EarBookTheme *
ear_book_node_get_theme (EarBookNode *node)
{
  return node->theme;
}

gboolean
ear_book_node_is_new (EarBookNode *node)
{
  return ear_id_is_none (&node->theme->id);
}

void
ear_book_node_set_below (EarBookNode *node, gboolean has_below, gboolean expanded)
{
  if (node->has_below == has_below && node->expanded == expanded)
    return;
  node->has_below = has_below;
  node->expanded = expanded;
  g_signal_emit (node, signals[SIGNAL_CHANGED], 0);
}

gboolean
ear_book_node_has_below (EarBookNode *node)
{
  return node->has_below;
}

gboolean
ear_book_node_get_expanded (EarBookNode *node)
{
  return node->expanded;
}

void
ear_book_node_edit (EarBookNode *node)
{
  node->editing = TRUE;
  g_signal_emit (node, signals[SIGNAL_CHANGED], 0);
}

void
ear_book_node_end_edit (EarBookNode *node, const char *typed)
{
  if (!node->editing)
    return;
  node->editing = FALSE;
  g_signal_emit (node, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (node, signals[SIGNAL_NAMED], 0, typed);
}

gboolean
ear_book_node_get_editing (EarBookNode *node)
{
  return node->editing;
}

static void
append (GString *words, const char *more)
{
  g_string_append (words, ". ");
  g_string_append (words, more);
}

/**
 * ear_book_node_describe:
 *
 * Returns: (transfer full): all that its row shows, for those who hear the screen.
 */
char *
ear_book_node_describe (EarBookNode *node)
{
  const EarBookTheme *theme = node->theme;
  const char *state = ear_book_state_label (theme->state);
  g_autofree char *level = g_strdup_printf (_ ("Level %u"), theme->depth + 1);
  g_autofree char *voices
    = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%'u voice", "%'u voices", theme->voices), theme->voices);
  GString *words = g_string_new (theme->name);

  append (words, voices);
  append (words, level);
  if (node->has_below)
    append (words, node->expanded ? _ ("Open") : _ ("Closed"));
  if (state != NULL)
    append (words, state);
  if (theme->n_looks > 0 || theme->merging_left_out)
    append (words, _ ("Needs a look"));
  return g_string_free (words, FALSE);
}
