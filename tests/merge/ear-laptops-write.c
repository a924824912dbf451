/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is written on a laptop is written to the workbook and told to the oracle. */
#include "ear-laptops-private.h"

#define WORD_LENGTH 13

/* A word that is nothing else: not even its second half stands in a workbook by chance. */
char *
ear_laptops_word (guint number)
{
  char *word = g_malloc0 (WORD_LENGTH + 1);
  guint64 state = number + 1;

  for (guint i = 0; i < WORD_LENGTH; i++)
    {
      state = state * G_GUINT64_CONSTANT (6364136223846793005) + G_GUINT64_CONSTANT (1442695040888963407);
      word[i] = (char) ('a' + (state >> 33) % 26);
    }
  return word;
}

char *
ear_laptops_fail (const Laptop *laptop, const char *what, const GError *error)
{
  return g_strdup_printf ("laptop %u could not %s: %s", laptop->number, what, error == NULL ? "no reason" : error->message);
}

EarRecord *
ear_laptops_get (Laptop *laptop, guint record)
{
  EarId id = ear_laptops_record_id (record);

  return ear_store_get (laptop->store, ear_laptops_record_kind (record), &id, NULL);
}

gboolean
ear_laptops_is_erased (const Laptop *laptop, guint record)
{
  return ear_knowledge_has_erased (&laptop->known, record);
}

static const EarVersion *
own_version (const Laptop *laptop, const EarField *field)
{
  if (field->shown.stamp.clock != 0 && ear_id_equal (&field->shown.stamp.device, &laptop->id))
    return &field->shown;
  for (guint i = 0; field->rivals != NULL && i < field->rivals->len; i++)
    {
      const EarVersion *rival = field->rivals->pdata[i];

      if (ear_id_equal (&rival->stamp.device, &laptop->id))
        return rival;
    }
  return NULL;
}

/* The fields that were @edited bear the laptop's next stamp, one and the same, later than all it gave before. */
static char *
note_edits (EarLaptops *self, Laptop *laptop, guint record, const EarRecord *before, const EarRecord *after, guint64 edited,
            const EarKnowledge *shown)
{
  EarKnowledge seen = *shown; /* may be the laptop's own, which grows */
  EarClock last = laptop->last;

  for (guint i = 0; i < ear_kind_info (after->kind)->n_fields; i++)
    {
      const EarVersion *version = own_version (laptop, &after->fields[i]);
      EarEvent event = { .record = record, .field = i, .laptop = laptop->number };

      if (!(edited >> i & 1))
        continue;
      if (version == NULL || g_strcmp0 (version->value, ear_record_get (before, i)) != 0)
        return g_strdup_printf ("laptop %u: its edit of field %u of record %u is lost", laptop->number, i, record);
      if (version->stamp.clock <= last || (laptop->last != last && version->stamp.clock != laptop->last))
        return g_strdup_printf ("laptop %u gave a stamp that is not later than its last", laptop->number);
      laptop->last = version->stamp.clock;
      event.stamp = version->stamp;
      event.value = version->value;
      ear_oracle_edit (&self->oracle, &laptop->known, &seen, &event);
      ear_laptops_tally.edits++;
    }
  return NULL;
}

/* Writes @record, edited by somebody to whom @shown was known. */
char *
ear_laptops_put_shown (EarLaptops *self, Laptop *laptop, guint record, EarRecord *edited, const EarKnowledge *shown)
{
  g_autoptr (EarRecord) before = ear_record_copy (edited);
  g_autoptr (GError) error = NULL;
  guint64 fields = edited->edited;
  char *wrong;

  if (edited->fields[EAR_FIELD_DELETED].shown.stamp.clock == 0)
    fields |= 1;
  ear_laptops_set_clock (self, laptop);
  if (!ear_store_put (laptop->store, edited, &error))
    return g_error_matches (error, EAR_STORE_ERROR, EAR_STORE_ERROR_ERASED) && ear_laptops_is_erased (laptop, record)
             ? NULL
             : ear_laptops_fail (laptop, "save", error);
  if (ear_laptops_is_erased (laptop, record))
    return edited->erased || fields == 0 ? NULL : g_strdup_printf ("record %u is back from erasure", record);
  /* An editor that changed nothing wrote nothing, and still holds what it was opened with. */
  if (fields == 0)
    return NULL;
  wrong = note_edits (self, laptop, record, before, edited, fields, shown);
  return wrong != NULL ? wrong : ear_oracle_check (&self->oracle, &laptop->known, record, edited);
}

char *
ear_laptops_put (EarLaptops *self, Laptop *laptop, guint record, EarRecord *edited)
{
  return ear_laptops_put_shown (self, laptop, record, edited, &laptop->known);
}

/* Words typed for a record that is erased already were typed for nothing, and must be nowhere. */
void
ear_laptops_type_word (EarLaptops *self, Laptop *laptop, guint record, EarRecord *edited, guint field, guint number)
{
  g_autofree char *word = ear_laptops_word (number);

  ear_record_set (edited, field, word);
  if (ear_laptops_is_erased (laptop, record))
    g_array_append_val (self->erased_words, number);
}

/* Made where nothing is known of it: two who do that do it unknown to each other. */
char *
ear_laptops_need_session (EarLaptops *self, Laptop *laptop, guint session)
{
  EarId id = ear_laptops_record_id (session);
  g_autoptr (EarRecord) made = NULL;

  if (ear_oracle_is_here (&self->oracle, &laptop->known, session))
    return NULL;
  made = ear_record_new_with_id (EAR_KIND_SESSION, &id);
  ear_record_set (made, EAR_SESSION_TITLE, "A conversation");
  return ear_laptops_put (self, laptop, session, made);
}

/* Built afresh each time, as the capture line does: what is here already is put again, not twice. */
char *
ear_laptops_put_again (EarLaptops *self, Laptop *laptop, guint record, EarRecord *made)
{
  const EarEvent *deleted = ear_oracle_shown (&self->oracle, &laptop->known, record, EAR_FIELD_DELETED);
  g_autoptr (EarRecord) before = NULL;
  g_autoptr (GError) error = NULL;

  if (deleted == NULL)
    return ear_laptops_put (self, laptop, record, made);
  before = ear_record_copy (made);
  ear_laptops_set_clock (self, laptop);
  if (!ear_store_put (laptop->store, made, &error))
    return ear_laptops_fail (laptop, "put again", error);
  return note_edits (self, laptop, record, before, made, deleted->value != NULL, &laptop->known);
}
