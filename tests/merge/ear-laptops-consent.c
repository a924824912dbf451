/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may be done with what was said: who sets it, and, by the oracle's own reckoning from true causality and data/schema/README.md,
 * what it lets out of a laptop and what a reader of parts must have heard of it. */
#include "ear-exchange.h"
#include "ear-laptops-private.h"

/* From the mildest. */
static const char *const words[] = { "quote", "paraphrase", "count", "internal" };
#define PARAPHRASE 1
#define COUNT 2
#define INTERNAL 3

static guint
permission_field (EarKind kind)
{
  return kind == EAR_KIND_SESSION       ? EAR_SESSION_PERMISSION
         : kind == EAR_KIND_PARTICIPANT ? EAR_PARTICIPANT_PERMISSION
                                        : EAR_CONTRIBUTION_PERMISSION;
}

static gboolean
may_be_set (EarLaptops *self, const Laptop *laptop, guint record)
{
  return ear_oracle_is_here (&self->oracle, &laptop->known, record) && !ear_knowledge_has_erased (&laptop->known, record);
}

/* Of a voice mostly, or else of a speaker or a session, whichever is here; now and then it is left to these, or to the rule. */
char *
ear_laptops_permit (EarLaptops *self, Laptop *laptop, const EarDeed *deed)
{
  guint first = deed->field < 4 ? 0 : deed->field < 6 ? FIRST_SPEAKER : FIRST_SESSION;
  guint n = deed->field < 4 ? N_VOICES : deed->field < 6 ? N_SPEAKERS : N_SESSIONS;
  guint word = (guint) deed->number % (G_N_ELEMENTS (words) + 1);
  g_autoptr (EarRecord) here = NULL;
  guint record = first + deed->record % n;
  EarId id;

  for (guint i = 0; i < n && !may_be_set (self, laptop, record); i++)
    record = first + (record - first + 1) % n;
  if (!may_be_set (self, laptop, record))
    return NULL;
  id = ear_laptops_record_id (record);
  here = ear_store_get (laptop->store, ear_laptops_record_kind (record), &id, NULL);
  ear_laptops_tally.permissions++;
  self->permitted = TRUE;
  ear_record_set (here, permission_field (here->kind), word < G_N_ELEMENTS (words) ? words[word] : NULL);
  return ear_laptops_put (self, laptop, record, here);
}

/* --- What holds --- */

/* The values of a field that stand; of a field or record that nobody gave a value, and of no record, one that says nothing. */
static GPtrArray *
standing (EarLaptops *self, const EarKnowledge *known, guint record, guint field)
{
  GPtrArray *values = g_ptr_array_new ();
  g_autoptr (GPtrArray) live = NULL;

  if (record < N_RECORDS && !ear_knowledge_has_erased (known, record))
    {
      live = ear_oracle_live (&self->oracle, known, record, field);
      for (guint i = 0; i < live->len; i++)
        g_ptr_array_add (values, ((EarEvent *) live->pdata[i])->value);
    }
  if (values->len == 0)
    g_ptr_array_add (values, NULL);
  return values;
}

static guint
record_of (const char *value)
{
  EarId named;

  for (guint i = 0; value != NULL && ear_id_parse (value, &named) && i < N_RECORDS; i++)
    {
      EarId id = ear_laptops_record_id (i);

      if (ear_id_equal (&id, &named))
        return i;
    }
  return N_RECORDS;
}

static guint
strictness (const char *word)
{
  guint i = 0;

  while (g_strcmp0 (words[i], word) != 0)
    i++;
  return i;
}

/* The strictest that @record gives by its standing values, @least if none of them is stricter; what leaves it open gives @otherwise. */
static guint
strictest (EarLaptops *self, const EarKnowledge *known, guint record, guint field, guint otherwise, guint least)
{
  g_autoptr (GPtrArray) said = standing (self, known, record, field);

  for (guint i = 0; i < said->len; i++)
    least = MAX (least, said->pdata[i] == NULL ? otherwise : strictness (said->pdata[i]));
  return least;
}

guint
ear_laptops_permission (EarLaptops *self, const EarKnowledge *known, guint voice)
{
  g_autoptr (GPtrArray) speakers = standing (self, known, voice, EAR_CONTRIBUTION_PARTICIPANT);
  g_autoptr (GPtrArray) sessions = standing (self, known, voice, EAR_CONTRIBUTION_SESSION);
  guint of_session = 0, of_speaker = 0;

  for (guint i = 0; i < sessions->len; i++)
    of_session = strictest (self, known, record_of (sessions->pdata[i]), EAR_SESSION_PERMISSION, PARAPHRASE, of_session);
  for (guint i = 0; i < speakers->len; i++)
    of_speaker
      = strictest (self, known, record_of (speakers->pdata[i]), EAR_PARTICIPANT_PERMISSION, of_session, of_speaker);
  return strictest (self, known, voice, EAR_CONTRIBUTION_PERMISSION, of_speaker, 0);
}

/* --- What leaves --- */

/* Whether a value that stands was given at another moment than the record's own stamp says. */
static gboolean
is_set_later (EarLaptops *self, const EarKnowledge *known, guint record, guint field, const char *value)
{
  const EarEvent *presence = ear_oracle_shown (&self->oracle, known, record, EAR_FIELD_DELETED);
  g_autoptr (GPtrArray) live = ear_oracle_live (&self->oracle, known, record, field);

  for (guint i = 0; i < live->len; i++)
    {
      const EarEvent *event = live->pdata[i];

      if ((value == NULL || g_strcmp0 (event->value, value) == 0)
          && (presence == NULL || !ear_stamp_equal (&event->stamp, &presence->stamp)))
        return TRUE;
    }
  return FALSE;
}

static guint64
fields_without_words (EarKind kind)
{
  guint64 fields = 0;

  for (guint i = 0; i < ear_kind_info (kind)->n_fields; i++)
    {
      if (!(ear_kind_info (kind)->fields[i].flags & EAR_FIELD_WORDS))
        fields |= G_GUINT64_CONSTANT (1) << i;
    }
  return fields;
}

static guint64
fields_of_voice (EarLaptops *self, const EarKnowledge *known, guint voice)
{
  guint64 alone = 1 << EAR_FIELD_DELETED | G_GUINT64_CONSTANT (1) << EAR_CONTRIBUTION_PERMISSION;

  if (is_set_later (self, known, voice, EAR_CONTRIBUTION_PERMISSION, words[INTERNAL]))
    return alone;
  if (is_set_later (self, known, voice, EAR_CONTRIBUTION_PERMISSION, NULL)
      || is_set_later (self, known, voice, EAR_CONTRIBUTION_PARTICIPANT, NULL)
      || is_set_later (self, known, voice, EAR_CONTRIBUTION_SESSION, NULL))
    return alone | 1 << EAR_CONTRIBUTION_PARTICIPANT | 1 << EAR_CONTRIBUTION_SESSION;
  return 0;
}

/* The fields of a record that consent lets out. */
guint64
ear_laptops_lets_out (EarLaptops *self, const EarKnowledge *known, guint record)
{
  EarKind kind = ear_laptops_record_kind (record);
  guint voice = kind == EAR_KIND_CONTRIBUTION         ? record
                : kind == EAR_KIND_CODING             ? ear_laptops_coded_voice (record)
                : kind == EAR_KIND_CONTRIBUTION_GROUP ? ear_laptops_link_end (record)
                                                      : N_RECORDS;
  guint permission;

  if (voice == N_RECORDS || !ear_oracle_is_here (&self->oracle, known, voice) || ear_knowledge_has_erased (known, voice))
    return G_MAXUINT64;
  permission = ear_laptops_permission (self, known, voice);
  if (permission < COUNT)
    return G_MAXUINT64;
  if (permission == COUNT)
    return fields_without_words (kind);
  return record == voice ? fields_of_voice (self, known, voice) : 0;
}

gboolean
ear_laptops_is_internal (EarLaptops *self, const EarKnowledge *known, guint voice)
{
  return ear_laptops_permission (self, known, voice) == INTERNAL;
}

/* --- What a reader has heard --- */

/* What may be done with it there; -1: they have no words of it. */
static int
permission_there (EarStore *store, guint voice)
{
  EarId id = ear_laptops_record_id (voice);
  g_autoptr (GError) error = NULL;
  g_autoptr (EarStatement) find
    = ear_store_query (store,
                       "SELECT p.permission FROM permissions p JOIN contributions c ON c.n = p.n "
                       "WHERE c.id = ?1 AND c.state IN (0, 1) AND c.text IS NOT NULL",
                       &error);

  g_assert_no_error (error);
  ear_statement_bind_id (find, 1, &id);
  return ear_statement_step (find, &error) == EAR_STEP_ROW ? (int) strictness (ear_statement_get_text (find, 0)) : -1;
}

/* Whoever was ever given the words may do no more with them than the laptop that gave them may. */
char *
ear_laptops_check_reader (EarLaptops *self, const Laptop *laptop, EarStore *reader)
{
  for (guint voice = 0; voice < N_VOICES; voice++)
    {
      int there = permission_there (reader, voice);
      guint here;

      if (there < 0 || ear_knowledge_has_erased (&laptop->known, voice))
        continue;
      here = ear_laptops_permission (self, &laptop->known, voice);
      if ((guint) there < here)
        return g_strdup_printf ("who gets nothing but parts of laptop %u thinks that voice %u is to “%s”; it is to “%s”", laptop->number, voice,
                                words[there], words[here]);
      ear_laptops_tally.heard += here >= COUNT;
    }
  return NULL;
}
