/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-oracle.h"

void
ear_oracle_clear (EarOracle *oracle)
{
  for (guint i = 0; i < oracle->n_events; i++)
    g_free (oracle->events[i].value);
  oracle->n_events = 0;
}

gboolean
ear_knowledge_has_event (const EarKnowledge *known, guint event)
{
  return known->events[event / 64] >> (event % 64) & 1;
}

static void
add_event (EarKnowledge *known, guint event)
{
  known->events[event / 64] |= G_GUINT64_CONSTANT (1) << (event % 64);
}

void
ear_knowledge_add_all (EarKnowledge *to, const EarKnowledge *from)
{
  for (gsize i = 0; i < G_N_ELEMENTS (to->events); i++)
    to->events[i] |= from->events[i];
  to->erased |= from->erased;
}

/* Leaves what is known of these @fields, of each record one bit a field, and what is erased. */
void
ear_knowledge_keep_fields (EarKnowledge *known, const EarOracle *oracle, const guint64 *fields)
{
  for (guint i = 0; i < oracle->n_events; i++)
    {
      if (!(fields[oracle->events[i].record] >> oracle->events[i].field & 1))
        known->events[i / 64] &= ~(G_GUINT64_CONSTANT (1) << (i % 64));
    }
}

gboolean
ear_knowledge_has_erased (const EarKnowledge *known, guint record)
{
  return known->erased >> record & 1;
}

void
ear_knowledge_add_erased (EarKnowledge *known, guint record)
{
  known->erased |= G_GUINT64_CONSTANT (1) << record;
}

/* Whoever edits has seen what was shown, all that their own laptop wrote before, and what those had seen. */
void
ear_oracle_edit (EarOracle *oracle, EarKnowledge *own, const EarKnowledge *shown, const EarEvent *edit)
{
  guint number = oracle->n_events;
  EarEvent *event = &oracle->events[number];

  g_assert (number < EAR_ORACLE_MAX_EVENTS);
  *event = *edit;
  event->value = g_strdup (edit->value);
  event->past = (EarKnowledge) { 0 };
  for (guint i = 0; i < number; i++)
    {
      const EarEvent *other = &oracle->events[i];
      gboolean written_here = other->laptop == event->laptop && ear_knowledge_has_event (own, i);

      if (other->record != event->record || other->field != event->field)
        continue;
      if (!written_here && !ear_knowledge_has_event (shown, i))
        continue;
      add_event (&event->past, i);
      ear_knowledge_add_all (&event->past, &other->past);
    }
  oracle->n_events++;
  add_event (own, number);
}

static gboolean
is_live (const EarOracle *oracle, const EarKnowledge *known, guint event)
{
  if (!ear_knowledge_has_event (known, event))
    return FALSE;
  for (guint i = 0; i < oracle->n_events; i++)
    {
      if (ear_knowledge_has_event (known, i) && ear_knowledge_has_event (&oracle->events[i].past, event))
        return FALSE;
    }
  return TRUE;
}

static int
compare_events (gconstpointer a, gconstpointer b)
{
  const EarEvent *one = *(const EarEvent *const *) a;
  const EarEvent *other = *(const EarEvent *const *) b;

  return ear_stamp_compare (&other->stamp, &one->stamp);
}

GPtrArray *
ear_oracle_live (const EarOracle *oracle, const EarKnowledge *known, guint record, guint field)
{
  GPtrArray *live = g_ptr_array_new ();

  for (guint i = 0; i < oracle->n_events; i++)
    {
      const EarEvent *event = &oracle->events[i];

      if (event->record == record && event->field == field && is_live (oracle, known, i))
        g_ptr_array_add (live, (gpointer) event);
    }
  g_ptr_array_sort (live, compare_events);
  return live;
}

const EarEvent *
ear_oracle_shown (const EarOracle *oracle, const EarKnowledge *known, guint record, guint field)
{
  g_autoptr (GPtrArray) live = ear_oracle_live (oracle, known, record, field);

  return live->len == 0 ? NULL : live->pdata[0];
}

gboolean
ear_oracle_is_here (const EarOracle *oracle, const EarKnowledge *known, guint record)
{
  if (ear_knowledge_has_erased (known, record))
    return TRUE;
  for (guint i = 0; i < oracle->n_events; i++)
    {
      if (oracle->events[i].record == record && ear_knowledge_has_event (known, i))
        return TRUE;
    }
  return FALSE;
}

static const EarVersion *
version_at (const EarField *field, guint i)
{
  if (i == 0)
    return field->shown.stamp.clock != 0 ? &field->shown : NULL;
  return field->rivals != NULL && i <= field->rivals->len ? field->rivals->pdata[i - 1] : NULL;
}

static char *
say_versions (const EarField *field)
{
  GString *text = g_string_new (NULL);
  const EarVersion *version;

  for (guint i = 0; (version = version_at (field, i)) != NULL; i++)
    g_string_append_printf (text, " “%s”", version->value == NULL ? "" : version->value);
  return g_string_free (text, FALSE);
}

static char *
say_events (const GPtrArray *live)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < live->len; i++)
    {
      const EarEvent *event = live->pdata[i];

      g_string_append_printf (text, " “%s”", event->value == NULL ? "" : event->value);
    }
  return g_string_free (text, FALSE);
}

/* The versions are the live events, in the same order: the latest shows, the others are its rivals. */
static char *
check_field (const GPtrArray *live, const EarField *field, const char *name)
{
  gboolean differ = FALSE, right = TRUE;
  g_autofree char *has = NULL;
  g_autofree char *should = NULL;

  for (guint i = 0; i < live->len && right; i++)
    {
      const EarEvent *event = live->pdata[i];
      const EarVersion *version = version_at (field, i);

      right = version != NULL && ear_stamp_equal (&version->stamp, &event->stamp)
              && g_strcmp0 (version->value, event->value) == 0;
      differ |= g_strcmp0 (event->value, ((const EarEvent *) live->pdata[0])->value) != 0;
    }
  if (right && version_at (field, live->len) == NULL)
    return ear_field_in_conflict (field) == differ
             ? NULL
             : g_strdup_printf ("“%s” is %sin conflict", name, differ ? "not " : "");
  has = say_versions (field);
  should = say_events (live);
  return g_strdup_printf ("“%s” has the versions%s; it should have%s", name, has, should);
}

char *
ear_oracle_check (const EarOracle *oracle, const EarKnowledge *known, guint record, const EarRecord *here)
{
  gboolean expected = ear_oracle_is_here (oracle, known, record);
  gboolean erased = ear_knowledge_has_erased (known, record);

  if ((here != NULL) != expected)
    return g_strdup_printf ("record %u is %s", record, expected ? "missing" : "there, and nobody had told of it");
  if (here == NULL)
    return NULL;
  if (here->erased != erased)
    return g_strdup_printf ("record %u is %s", record, erased ? "not erased" : "erased");
  for (guint i = 0; i < ear_kind_info (here->kind)->n_fields; i++)
    {
      const EarField *field = &here->fields[i];
      g_autoptr (GPtrArray) live = NULL;
      g_autofree char *wrong = NULL;

      if (erased && (version_at (field, 0) != NULL || field->shown.value != NULL))
        return g_strdup_printf ("record %u is erased and has a field %u", record, i);
      if (erased)
        continue;
      live = ear_oracle_live (oracle, known, record, i);
      wrong = check_field (live, field, ear_field_info (here->kind, i)->name);
      if (wrong != NULL)
        return g_strdup_printf ("of record %u %s", record, wrong);
    }
  return NULL;
}
