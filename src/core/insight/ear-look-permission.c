/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Of permissions that people gave without knowing of each other the strictest holds, until somebody decides: in every page,
 * report and file (schema/001.sql, the view permissions). So that one stands first here, and to leave everything as it is
 * means that one. */
#include "ear-look-sql.h"

#include "ear-terms.h"

/* The terms stand from the mildest to the strictest. What a newer Earshot may say is none of them, and so allows nothing. */
static const char *
word_of (const char *value)
{
  int i = ear_term_index (EAR_TERMS_PERMISSION, value);

  return i < 0 ? EAR_PERMISSION_INTERNAL : EAR_TERMS_PERMISSION[i];
}

static const char *
stricter (const char *one, const char *other)
{
  return ear_term_index (EAR_TERMS_PERMISSION, word_of (other)) > ear_term_index (EAR_TERMS_PERMISSION, word_of (one)) ? other : one;
}

/* What a session lets its voices, where nobody says more. */
static const char *
of_session (const EarRecord *session)
{
  const EarField *field = session == NULL ? NULL : &session->fields[EAR_SESSION_PERMISSION];
  const char *found = field == NULL || field->shown.value == NULL ? EAR_PERMISSION_UNSAID : field->shown.value;

  for (guint i = 0; field != NULL && field->rivals != NULL && i < field->rivals->len; i++)
    {
      const char *value = ((EarVersion *) field->rivals->pdata[i])->value;

      found = stricter (found, value == NULL ? EAR_PERMISSION_UNSAID : value);
    }
  return word_of (found);
}

/* What holds for the words of a voice: %NULL where what shows says the same, or the voice is none. */
static gboolean
of_voice (EarStore *store, const EarId *id, gboolean always, const char **holds, GError **error)
{
  g_autoptr (EarStatement) find
    = ear_store_query (store, "SELECT permission FROM voices WHERE id = ?1 AND (?2 OR permission <> shown_permission)", error);
  EarStep step;

  *holds = NULL;
  if (find == NULL)
    return FALSE;
  ear_statement_bind_id (find, 1, id);
  ear_statement_bind_integer (find, 2, always);
  step = ear_statement_step (find, error);
  if (step == EAR_STEP_ROW)
    *holds = word_of (ear_statement_get_text (find, 0));
  return step != EAR_STEP_FAILED;
}

/* Of a speaker's or a session's permissions; where one is left open, @open is what that comes to. */
static const char *
of_values (const EarLookItem *item, const char *open)
{
  const char *found = EAR_PERMISSION_QUOTE;

  for (guint i = 0; i < item->values->len; i++)
    {
      const char *value = ((EarLookValue *) item->values->pdata[i])->value;

      found = stricter (found, value == NULL ? open : value);
    }
  return word_of (found);
}

static gboolean
of_speaker (EarStore *store, const EarLookItem *item, const EarRecord *speaker, const char **holds, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (EarRecord) session = NULL;
  EarId id;

  if (ear_record_get_id (speaker, EAR_PARTICIPANT_SESSION, &id))
    session = ear_store_get (store, EAR_KIND_SESSION, &id, &local);
  *holds = of_values (item, of_session (session));
  if (local == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/* The value that says it comes first, or else the one that leaves it to the speaker and the session. */
static void
put_first (EarLookItem *item)
{
  guint first = 0;

  for (guint i = item->values->len; i > 0; i--)
    {
      const EarLookValue *value = item->values->pdata[i - 1];
      const EarLookValue *found = item->values->pdata[first];

      if (g_strcmp0 (value->value, item->holds) == 0 || (value->value == NULL && g_strcmp0 (found->value, item->holds) != 0))
        first = i - 1;
    }
  g_ptr_array_insert (item->values, 0, g_ptr_array_steal_index (item->values, first));
}

gboolean
ear_look_weigh_permission (EarStore *store, EarLookItem *item, const EarRecord *record, GError **error)
{
  const char *field = ear_field_info (item->kind, item->field)->name;
  gboolean is_permission = g_str_equal (field, "permission");
  gboolean done = TRUE;

  if (item->reason != EAR_LOOK_RIVALS)
    return TRUE;
  if (item->kind == EAR_KIND_CONTRIBUTION
      && (is_permission || item->field == EAR_CONTRIBUTION_PARTICIPANT || item->field == EAR_CONTRIBUTION_SESSION))
    done = of_voice (store, &item->id, is_permission, &item->holds, error);
  else if (item->kind == EAR_KIND_PARTICIPANT && is_permission)
    done = of_speaker (store, item, record, &item->holds, error);
  else if (item->kind == EAR_KIND_SESSION && is_permission)
    item->holds = of_values (item, EAR_PERMISSION_UNSAID);
  if (is_permission && item->holds != NULL)
    put_first (item);
  return done;
}
