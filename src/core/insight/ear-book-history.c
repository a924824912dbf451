/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who changed a theme, and how: from what shows, what once showed and what is a rival, of its fields and of those by which
 * other themes refer to it. */
#include <glib/gi18n-lib.h>

#include "ear-book.h"
#include "ear-look.h"

/* Themes that were merged into this one or split from it, now or once. */
static const char others_sql[]
  = "SELECT o.id FROM themes t JOIN themes o ON o.n <> t.n AND o.state = 0 WHERE t.id = ?1 AND (o.merged_into = t.n "
    "OR o.split_from = t.n OR EXISTS (SELECT 1 FROM history h WHERE h.record_table = 'themes' AND h.n = o.n "
    "AND h.field = 'merged-into' AND h.value = ?2)) ORDER BY o.id";

typedef struct
{
  EarStore *store;
  EarId theme;
  EarStamp made; /* when it first was; clock 0 where nobody knows any more */
  EarId own;     /* this laptop; EAR_ID_NONE where it has no name yet */
  GPtrArray *events;
} Reading;

typedef struct
{
  const EarVersion *version; /* lent */
  gboolean is_rival;
} Said;

static int
compare_said (gconstpointer a, gconstpointer b)
{
  return ear_stamp_compare (&((const Said *) a)->version->stamp, &((const Said *) b)->version->stamp);
}

static void
say (GArray *said, const EarVersion *version, gboolean is_rival)
{
  Said one = { version, is_rival };

  if (version->stamp.clock != 0)
    g_array_append_val (said, one);
}

/* Everything that was ever said of the field here, the earliest first. @past holds what is lent. */
static GArray *
collect (Reading *reading, const EarRecord *record, guint field, GPtrArray **past, GError **error)
{
  const EarField *state = &record->fields[field];
  GArray *said;

  *past = ear_store_history (reading->store, record->kind, &record->id, field, error);
  if (*past == NULL)
    return NULL;
  said = g_array_new (FALSE, FALSE, sizeof (Said));
  for (guint i = 0; i < (*past)->len; i++)
    say (said, (*past)->pdata[i], FALSE);
  for (guint i = 0; state->rivals != NULL && i < state->rivals->len; i++)
    say (said, state->rivals->pdata[i], TRUE);
  say (said, &state->shown, FALSE);
  g_array_sort (said, compare_said);
  return said;
}

static void
add_event (Reading *reading, const EarVersion *version, gboolean is_rival, char *what)
{
  g_autoptr (EarRecord) device = ear_store_get (reading->store, EAR_KIND_DEVICE, &version->stamp.device, NULL);
  EarBookEvent *event = g_new0 (EarBookEvent, 1);
  EarId organisation;

  event->stamp = version->stamp;
  event->is_self = ear_id_equal (&reading->own, &version->stamp.device) && !ear_id_is_none (&reading->own);
  event->is_rival = is_rival;
  event->what = what;
  if (device != NULL)
    {
      event->device = g_strdup (ear_record_get (device, EAR_DEVICE_NAME));
      if (ear_record_get_id (device, EAR_DEVICE_ORGANISATION, &organisation))
        event->organisation = ear_look_record_label (reading->store, EAR_KIND_ORGANISATION, &organisation);
    }
  g_ptr_array_add (reading->events, event);
}

static char *
name_of (Reading *reading, const char *value)
{
  EarId id;
  char *name = value != NULL && ear_id_parse (value, &id) ? ear_look_record_label (reading->store, EAR_KIND_THEME, &id) : NULL;

  return name == NULL ? g_strdup ("?") : name;
}

static char *
describe_reference (Reading *reading, guint field, const char *value, const char *before)
{
  g_autofree char *name = name_of (reading, value), *was = name_of (reading, before);

  if (field == EAR_THEME_PARENT)
    return value == NULL ? g_strdup (_ ("Moved to the top")) : g_strdup_printf (_ ("Moved below “%s”"), name);
  if (field == EAR_THEME_SPLIT_FROM)
    return g_strdup_printf (_ ("Split from “%s”"), name);
  if (value != NULL)
    return g_strdup_printf (_ ("Merged into “%s”"), name);
  return before == NULL ? NULL : g_strdup_printf (_ ("No longer merged into “%s”"), was);
}

/* NULL where nothing changed. */
static char *
describe (Reading *reading, guint field, const char *value, const char *before)
{
  const char *label = ear_look_field_label (EAR_KIND_THEME, field);

  if (g_strcmp0 (value, before) == 0)
    return NULL;
  switch (field)
    {
    case EAR_FIELD_DELETED:
      return g_strdup (value != NULL ? _ ("Deleted") : _ ("Brought back"));
    case EAR_THEME_RETIRED:
      return g_strdup (value != NULL ? _ ("Retired") : _ ("In use again"));
    case EAR_THEME_PARENT:
    case EAR_THEME_MERGED_INTO:
    case EAR_THEME_SPLIT_FROM:
      return describe_reference (reading, field, value, before);
    case EAR_THEME_POSITION:
      return g_strdup (_ ("Moved in the order"));
    case EAR_THEME_COLOUR:
      return g_strdup (value == NULL ? _ ("Colour taken out") : _ ("Colour changed"));
    case EAR_THEME_NAME:
      return before == NULL ? g_strdup_printf (_ ("Named “%s”"), value)
                            : g_strdup_printf (_ ("Renamed from “%s” to “%s”"), before, value);
    default:
      if (value == NULL)
        return g_strdup_printf (_ ("%s taken out"), label);
      return before == NULL ? g_strdup_printf (_ ("%s written"), label) : g_strdup_printf (_ ("%s changed"), label);
    }
}

/* What was said in the one edit that made the theme is not said again field by field. */
static gboolean
read_field (Reading *reading, const EarRecord *record, guint field, GError **error)
{
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GArray) said = collect (reading, record, field, &past, error);
  const char *before = NULL;

  if (said == NULL)
    return FALSE;
  for (guint i = 0; i < said->len; i++)
    {
      const Said *one = &g_array_index (said, Said, i);
      char *what;

      if (i == 0 && field == EAR_FIELD_DELETED && one->version->value == NULL)
        {
          reading->made = one->version->stamp;
          add_event (reading, one->version, one->is_rival, g_strdup (_ ("Made")));
          continue;
        }
      what = ear_stamp_equal (&one->version->stamp, &reading->made) && field != EAR_THEME_SPLIT_FROM
               ? NULL
               : describe (reading, field, one->version->value, before);
      if (what != NULL)
        add_event (reading, one->version, one->is_rival, what);
      before = one->version->value;
    }
  return TRUE;
}

/* Another theme was merged into this one, or not any more, or split from it. */
static gboolean
read_reference (Reading *reading, const EarRecord *other, guint field, GError **error)
{
  g_autoptr (GPtrArray) past = NULL;
  g_autoptr (GArray) said = collect (reading, other, field, &past, error);
  const char *name = ear_record_get (other, EAR_THEME_NAME);
  gboolean was = FALSE;

  if (said == NULL)
    return FALSE;
  for (guint i = 0; i < said->len; i++)
    {
      const Said *one = &g_array_index (said, Said, i);
      EarId id = EAR_ID_NONE;
      gboolean is = one->version->value != NULL && ear_id_parse (one->version->value, &id) && ear_id_equal (&id, &reading->theme);

      if (is && !was)
        add_event (reading, one->version, one->is_rival,
                   g_strdup_printf (field == EAR_THEME_SPLIT_FROM ? _ ("“%s” split from it") : _ ("“%s” merged into it"), name));
      else if (was && !is && field == EAR_THEME_MERGED_INTO)
        add_event (reading, one->version, one->is_rival, g_strdup_printf (_ ("“%s” no longer merged into it"), name));
      was = is;
    }
  return TRUE;
}

static gboolean
read_others (Reading *reading, GError **error)
{
  g_autofree char *text = ear_id_to_string (&reading->theme);
  g_autoptr (EarStatement) each = ear_store_query (reading->store, others_sql, error);
  EarStep step = EAR_STEP_FAILED;

  if (each == NULL)
    return FALSE;
  ear_statement_bind_id (each, 1, &reading->theme);
  ear_statement_bind_text (each, 2, text);
  while ((step = ear_statement_step (each, error)) == EAR_STEP_ROW)
    {
      g_autoptr (EarRecord) other = NULL;
      EarId id;

      ear_statement_get_id (each, 0, &id);
      other = ear_store_get (reading->store, EAR_KIND_THEME, &id, error);
      if (other == NULL || !read_reference (reading, other, EAR_THEME_MERGED_INTO, error)
          || !read_reference (reading, other, EAR_THEME_SPLIT_FROM, error))
        return FALSE;
    }
  return step == EAR_STEP_DONE;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const EarBookEvent *one = *(EarBookEvent *const *) a, *other = *(EarBookEvent *const *) b;

  return ear_stamp_compare (&other->stamp, &one->stamp);
}

/**
 * ear_book_history:
 *
 * History does not travel: of what others did before it came here only the last is known, and who did that.
 *
 * Returns: (transfer full) (element-type EarBookEvent) (nullable): who changed what about a theme, the latest first.
 */
GPtrArray *
ear_book_history (EarStore *store, const EarId *theme, GError **error)
{
  g_autoptr (GPtrArray) events = g_ptr_array_new_with_free_func ((GDestroyNotify) ear_book_event_free);
  g_autoptr (EarRecord) record = ear_store_get (store, EAR_KIND_THEME, theme, error);
  Reading reading = { .store = store, .theme = *theme, .own = EAR_ID_NONE, .events = events };

  if (record == NULL)
    return NULL;
  ear_store_get_device (store, &reading.own, NULL);
  for (guint i = 0; i < EAR_THEME_N_FIELDS; i++)
    {
      if (!read_field (&reading, record, i, error))
        return NULL;
    }
  if (!read_others (&reading, error))
    return NULL;
  g_ptr_array_sort (events, compare_events);
  return g_steal_pointer (&events);
}

void
ear_book_event_free (EarBookEvent *event)
{
  if (event == NULL)
    return;
  g_free (event->device);
  g_free (event->organisation);
  g_free (event->what);
  g_free (event);
}
