/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-heard-work.h"

static const EarId *
id_or_null (const EarId *id)
{
  return ear_id_is_none (id) ? NULL : id;
}

void
ear_target_job_free (EarTargetJob *job)
{
  g_free (job->from);
  g_free (job->until);
  g_free (job->reason);
  g_free (job);
}

gpointer
ear_target_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const EarTargetJob *job = data;
  const EarTargetEdit edit = { .group = id_or_null (&job->group),
                               .place = id_or_null (&job->place),
                               .from = job->from,
                               .until = job->until,
                               .voices = job->voices,
                               .sessions = job->sessions,
                               .reason = job->reason };
  g_autoptr (GPtrArray) before = ear_codebook_before_new ();

  return ear_store_begin (store, error) ? ear_take_back_finish (store, ear_target_set (store, &edit, before, error), before, error) : NULL;
}

void
ear_plan_job_free (EarPlanJob *job)
{
  g_free (job->title);
  g_free (job);
}

gpointer
ear_plan_job (EarStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const EarPlanJob *job = data;
  EarId id;

  return ear_session_plan (store, id_or_null (&job->group), id_or_null (&job->place), job->title, &id, error)
           ? g_memdup2 (&id, sizeof id)
           : NULL;
}
