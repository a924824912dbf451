/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-paste-item.h"

#include <string.h>

/* Between the pieces of a draft, and behind a piece's id: control characters that no page holds, since they are made
 * blanks when it comes in. */
#define PIECE_END '\x1e'
#define ID_END '\x1f'

struct _EarPasteItem
{
  GObject parent_instance;

  EarId id; /* of the voice it becomes: made once, so that it is not added twice */
  char *line;
  gboolean wanted;
};

G_DEFINE_FINAL_TYPE (EarPasteItem, ear_paste_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_LINE,
  PROP_WANTED,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static void
ear_paste_item_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  EarPasteItem *item = EAR_PASTE_ITEM (object);

  if (property == PROP_LINE)
    g_value_set_string (value, item->line);
  else if (property == PROP_WANTED)
    g_value_set_boolean (value, item->wanted);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_paste_item_set_property (GObject *object, guint property, const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_LINE)
    ear_paste_item_set_line (EAR_PASTE_ITEM (object), g_value_get_string (value));
  else if (property == PROP_WANTED)
    ear_paste_item_set_wanted (EAR_PASTE_ITEM (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ear_paste_item_finalize (GObject *object)
{
  g_free (EAR_PASTE_ITEM (object)->line);
  G_OBJECT_CLASS (ear_paste_item_parent_class)->finalize (object);
}

static void
ear_paste_item_class_init (EarPasteItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_paste_item_get_property;
  object_class->set_property = ear_paste_item_set_property;
  object_class->finalize = ear_paste_item_finalize;
  properties[PROP_LINE] = g_param_spec_string ("line", NULL, NULL, NULL, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_WANTED] = g_param_spec_boolean ("wanted", NULL, NULL, TRUE, G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ear_paste_item_init (EarPasteItem *item G_GNUC_UNUSED)
{
}

/**
 * ear_paste_item_new:
 * @id: (nullable): of the voice it becomes; NULL for a new one
 *
 * Returns: (transfer full): the piece. Main thread, like all of its functions.
 */
EarPasteItem *
ear_paste_item_new (const EarId *id, const char *line, gboolean wanted)
{
  EarPasteItem *item = g_object_new (EAR_TYPE_PASTE_ITEM, NULL);

  item->id = id == NULL ? ear_id_new () : *id;
  item->line = g_strdup (line);
  item->wanted = wanted;
  return item;
}

const EarId *
ear_paste_item_get_id (EarPasteItem *item)
{
  return &item->id;
}

const char *
ear_paste_item_get_line (EarPasteItem *item)
{
  return item->line;
}

void
ear_paste_item_set_line (EarPasteItem *item, const char *line)
{
  if (g_set_str (&item->line, line))
    g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_LINE]);
}

gboolean
ear_paste_item_get_wanted (EarPasteItem *item)
{
  return item->wanted;
}

void
ear_paste_item_set_wanted (EarPasteItem *item, gboolean wanted)
{
  if (item->wanted == wanted)
    return;
  item->wanted = wanted;
  g_object_notify_by_pspec (G_OBJECT (item), properties[PROP_WANTED]);
}

/**
 * ear_paste_items_to_draft:
 * @items: of EarPasteItem
 *
 * Returns: (transfer full): all of them in one text.
 */
char *
ear_paste_items_to_draft (GListModel *items)
{
  GString *draft = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (EarPasteItem) item = g_list_model_get_item (items, i);
      g_autofree char *id = ear_id_to_string (&item->id);

      g_string_append_printf (draft, "%c%s%c%s%c", item->wanted ? '+' : '-', id, ID_END, item->line, PIECE_END);
    }
  return g_string_free (draft, FALSE);
}

/**
 * ear_paste_items_from_draft:
 *
 * Returns: (transfer full) (element-type EarPasteItem): what the draft holds; what cannot be told apart any more is one
 *   piece, since nothing is given up.
 */
GPtrArray *
ear_paste_items_from_draft (const char *draft)
{
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  const char piece_end[] = { PIECE_END, '\0' };
  g_auto (GStrv) pieces = g_strsplit (draft, piece_end, -1);

  for (guint i = 0; pieces[i] != NULL; i++)
    {
      char *line = strchr (pieces[i], ID_END);
      EarId id;

      if (*pieces[i] == '\0')
        continue;
      if (line != NULL)
        *line++ = '\0';
      if (line != NULL && ear_id_parse (pieces[i] + 1, &id))
        g_ptr_array_add (items, ear_paste_item_new (&id, line, *pieces[i] == '+'));
      else
        g_ptr_array_add (items, ear_paste_item_new (NULL, line == NULL ? pieces[i] : line, TRUE));
    }
  return items;
}
