/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-session-item.h"

#include <glib/gi18n.h>

#include "ear-terms.h"
#include "ear-voice-item.h"

struct _EarSessionItem
{
  GObject parent_instance;

  EarSessionRow *row; /* what is told of it is put into words when it is asked for: most are never on the screen */
};

G_DEFINE_FINAL_TYPE (EarSessionItem, ear_session_item, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_TITLE,
  PROP_DETAILS,
  PROP_VOICES,
  PROP_DESCRIPTION,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];

static const char *
get_title (EarSessionItem *item)
{
  return item->row->title == NULL ? _ ("Without a title") : item->row->title;
}

static char *
spell_voices (const EarSessionRow *row)
{
  return g_strdup_printf (ngettext ("%'u voice", "%'u voices", row->voices), row->voices);
}

static void
append_part (GString *line, const char *part)
{
  if (part != NULL && *part != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", part);
}

static char *
spell_details (const EarSessionRow *row)
{
  g_autoptr (GString) line = g_string_new (NULL);
  g_autofree char *day = ear_moment_format (row->started);
  g_auto (GStrv) groups = row->groups == NULL ? NULL : g_strsplit (row->groups, "; ", -1);
  g_autofree char *listed = groups == NULL ? NULL : g_strjoinv (", ", groups);

  append_part (line, day);
  append_part (line, row->venue == NULL ? row->place : row->venue);
  append_part (line, listed);
  if (listed == NULL && row->nature != NULL)
    append_part (line, ear_term_label (EAR_TERMS_SESSION_NATURE, row->nature));
  return g_string_free (g_steal_pointer (&line), FALSE);
}

static char *
describe (EarSessionItem *item)
{
  g_autofree char *details = spell_details (item->row), *voices = spell_voices (item->row);

  return g_strjoin (", ", get_title (item), details, voices, NULL);
}

static void
ear_session_item_get_property (GObject *object, guint property, GValue *value, GParamSpec *pspec)
{
  EarSessionItem *item = EAR_SESSION_ITEM (object);

  switch (property)
    {
    case PROP_TITLE:
      g_value_set_string (value, get_title (item));
      break;
    case PROP_DETAILS:
      g_value_take_string (value, spell_details (item->row));
      break;
    case PROP_VOICES:
      g_value_take_string (value, spell_voices (item->row));
      break;
    case PROP_DESCRIPTION:
      g_value_take_string (value, describe (item));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
    }
}

static void
ear_session_item_finalize (GObject *object)
{
  g_clear_pointer (&EAR_SESSION_ITEM (object)->row, ear_session_row_free);
  G_OBJECT_CLASS (ear_session_item_parent_class)->finalize (object);
}

static void
ear_session_item_class_init (EarSessionItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = ear_session_item_get_property;
  object_class->finalize = ear_session_item_finalize;
  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DETAILS] = g_param_spec_string ("details", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_VOICES] = g_param_spec_string ("voices", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DESCRIPTION]
    = g_param_spec_string ("description", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
ear_session_item_init (EarSessionItem *item G_GNUC_UNUSED)
{
}

/**
 * ear_session_item_new:
 * @row: (transfer full): the session
 *
 * Returns: (transfer full): the session's row, in this locale's words.
 */
EarSessionItem *
ear_session_item_new (EarSessionRow *row)
{
  EarSessionItem *item = g_object_new (EAR_TYPE_SESSION_ITEM, NULL);

  item->row = row;
  return item;
}

const EarId *
ear_session_item_get_id (EarSessionItem *item)
{
  return &item->row->id;
}

/**
 * ear_session_item_equal:
 *
 * Returns: whether both are the same session, of which the same is told.
 */
gboolean
ear_session_item_equal (EarSessionItem *a, EarSessionItem *b)
{
  const EarSessionRow *one = a->row, *other = b->row;

  return ear_id_equal (&one->id, &other->id) && one->voices == other->voices && g_strcmp0 (one->title, other->title) == 0
         && g_strcmp0 (one->started, other->started) == 0 && g_strcmp0 (one->venue, other->venue) == 0
         && g_strcmp0 (one->place, other->place) == 0 && g_strcmp0 (one->groups, other->groups) == 0
         && g_strcmp0 (one->nature, other->nature) == 0;
}
