/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-store-sent.h"

#include "ear-store-private.h"

/* In a transaction that has changed something, this device's newest change is the one under way. */
static gint64
newest_change (EarStore *store)
{
  return store->sequence + store->has_changed;
}

static char *
now (void)
{
  g_autoptr (GDateTime) moment = g_date_time_new_now_utc ();

  return g_date_time_format (moment, "%Y-%m-%dT%H:%M");
}

static void
bind_id (EarStatement *statement, int parameter, const EarId *id)
{
  if (ear_id_is_none (id))
    ear_statement_bind_null (statement, parameter);
  else
    ear_statement_bind_id (statement, parameter, id);
}

/* The first row of a query about one partner, or none. */
static EarStep
ask (EarStore *store, const char *sql, const EarId *partner, EarStatement **statement, GError **error)
{
  *statement = ear_connection_prepare (store->connection, sql, error);
  if (*statement == NULL)
    return EAR_STEP_FAILED;
  ear_statement_bind_id (*statement, 1, partner);
  return ear_statement_step (*statement, error);
}

static gboolean
find_number (EarStore *store, const EarId *partner, EarSending *sending, GError **error)
{
  g_autoptr (EarStatement) newest = NULL;
  EarStep step = ask (store, "SELECT coalesce (max (number), 0) FROM sent WHERE device = ?", partner, &newest, error);

  if (step != EAR_STEP_ROW)
    return FALSE;
  sending->number = (guint) ear_statement_get_integer (newest, 0) + 1;
  return TRUE;
}

static gboolean
find_got (EarStore *store, const EarId *partner, EarSending *sending, GError **error)
{
  g_autoptr (EarStatement) newest = NULL;
  EarStep step = ask (store, "SELECT bundle FROM received WHERE device = ? AND complete ORDER BY n DESC LIMIT 1", partner,
                      &newest, error);

  if (step == EAR_STEP_ROW)
    ear_statement_get_id (newest, 0, &sending->got);
  return step != EAR_STEP_FAILED;
}

/* What the partner said last is what counts, even when it is less than they said before: they may have gone back to a
 * backup. A bundle that is not in "sent" was written before this workbook itself went back to one. */
static gboolean
find_base (EarStore *store, const EarId *partner, EarSending *sending, GError **error)
{
  g_autoptr (EarStatement) newest = NULL;
  EarStep step = ask (store,
                      "SELECT s.bundle, s.sequence FROM (SELECT got FROM received WHERE device = ?1 ORDER BY n DESC LIMIT 1) "
                      "JOIN sent s ON s.bundle = got AND s.device = ?1",
                      partner, &newest, error);

  if (step != EAR_STEP_ROW)
    return step == EAR_STEP_DONE;
  ear_statement_get_id (newest, 0, &sending->base);
  sending->since = ear_statement_get_integer (newest, 1);
  return TRUE;
}

/**
 * ear_store_plan_sending:
 * @since_last: leave out what the partner said that they have
 * @sending: (out): what the next bundle for them is called and builds on; nothing is written down yet
 */
gboolean
ear_store_plan_sending (EarStore *store, const EarId *partner, gboolean since_last, EarSending *sending, GError **error)
{
  *sending = (EarSending) { .bundle = ear_id_new (), .sequence = newest_change (store) };
  return find_number (store, partner, sending, error) && find_got (store, partner, sending, error)
         && (!since_last || find_base (store, partner, sending, error));
}

/**
 * ear_store_note_sent:
 *
 * Writes down that a bundle was written, so that the partner can say that they merged it.
 */
gboolean
ear_store_note_sent (EarStore *store, const EarId *partner, const EarSending *sending, GError **error)
{
  g_autofree char *happened = now ();
  g_autoptr (EarStatement) insert
    = ear_connection_prepare (store->connection,
                              "INSERT INTO sent (bundle, device, number, sequence, happened) VALUES (?, ?, ?, ?, ?)", error);

  if (insert == NULL)
    return FALSE;
  ear_statement_bind_id (insert, 1, &sending->bundle);
  ear_statement_bind_id (insert, 2, partner);
  ear_statement_bind_integer (insert, 3, sending->number);
  ear_statement_bind_integer (insert, 4, sending->sequence);
  ear_statement_bind_text (insert, 5, happened);
  return ear_statement_run (insert, error);
}

/* Whether what a bundle builds on is merged here, with all that that builds on. */
static gboolean
has_base (EarStore *store, const EarReceiving *receiving, gboolean *has, GError **error)
{
  g_autoptr (EarStatement) find = NULL;
  EarStep step;

  *has = TRUE;
  if (ear_id_is_none (&receiving->base))
    return TRUE;
  find = ear_connection_prepare (store->connection,
                                 "SELECT 1 FROM received WHERE bundle = ? AND device = ? AND complete", error);
  if (find == NULL)
    return FALSE;
  ear_statement_bind_id (find, 1, &receiving->base);
  ear_statement_bind_id (find, 2, &receiving->device);
  step = ear_statement_step (find, error);
  *has = step == EAR_STEP_ROW;
  return step != EAR_STEP_FAILED;
}

/**
 * ear_store_note_received:
 * @receiving: a bundle for this device whose every record was joined
 * @lacks_base: (out): whether what it builds on is not here, so that something may be missing
 *
 * Writes down that a bundle was merged, in the transaction that merges it. Merging it again changes nothing.
 */
gboolean
ear_store_note_received (EarStore *store, const EarReceiving *receiving, gboolean *lacks_base, GError **error)
{
  g_autofree char *happened = now ();
  g_autoptr (EarStatement) insert = NULL;
  gboolean has = FALSE;

  if (!has_base (store, receiving, &has, error))
    return FALSE;
  *lacks_base = !has;
  insert = ear_connection_prepare (store->connection,
                                   "INSERT INTO received (bundle, device, number, got, complete, happened, merge) "
                                   "VALUES (?, ?, ?, ?, ?, ?, (SELECT coalesce (max (n), 0) FROM merges)) "
                                   "ON CONFLICT (bundle) DO UPDATE SET complete = 1, merge = excluded.merge "
                                   "WHERE excluded.complete AND NOT complete",
                                   error);
  if (insert == NULL)
    return FALSE;
  ear_statement_bind_id (insert, 1, &receiving->bundle);
  ear_statement_bind_id (insert, 2, &receiving->device);
  ear_statement_bind_integer (insert, 3, receiving->number);
  bind_id (insert, 4, &receiving->got);
  ear_statement_bind_integer (insert, 5, has);
  ear_statement_bind_text (insert, 6, happened);
  return ear_statement_run (insert, error);
}

/**
 * ear_store_forget_received:
 * @merge: the merge that is taken back
 *
 * Forgets which bundles came with it or later, so that their senders send again what it brought. For the transaction
 * that takes it back.
 */
gboolean
ear_store_forget_received (EarStore *store, gint64 merge, GError **error)
{
  g_autoptr (EarStatement) drop
    = ear_connection_prepare (store->connection, "DELETE FROM received WHERE merge >= ?", error);

  if (drop == NULL)
    return FALSE;
  ear_statement_bind_integer (drop, 1, merge);
  return ear_statement_run (drop, error);
}

static gboolean
newest_moment (EarStore *store, const char *sql, const EarId *partner, char **moment, GError **error)
{
  g_autoptr (EarStatement) newest = NULL;
  EarStep step = ask (store, sql, partner, &newest, error);

  *moment = step == EAR_STEP_ROW ? g_strdup (ear_statement_get_text (newest, 0)) : NULL;
  return step != EAR_STEP_FAILED;
}

/**
 * ear_store_last_exchanged:
 * @sent: (out) (transfer full) (nullable): when the last bundle for them was written, UTC
 * @received: (out) (transfer full) (nullable): when the last one of theirs for this device was merged
 */
gboolean
ear_store_last_exchanged (EarStore *store, const EarId *partner, char **sent, char **received, GError **error)
{
  *sent = *received = NULL;
  if (newest_moment (store, "SELECT happened FROM sent WHERE device = ? ORDER BY n DESC LIMIT 1", partner, sent, error)
      && newest_moment (store, "SELECT happened FROM received WHERE device = ? ORDER BY n DESC LIMIT 1", partner, received,
                        error))
    return TRUE;
  g_clear_pointer (sent, g_free);
  return FALSE;
}
