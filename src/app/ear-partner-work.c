/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ear-partner-work.h"

#include <glib/gi18n.h>

gpointer
ear_partner_list_job (EarStore *store, gpointer data G_GNUC_UNUSED, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  return ear_partner_list (store, error);
}

gpointer
ear_card_write_job (EarStore *store, gpointer data, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  const char *to = data;

  if (g_file_test (to, G_FILE_TEST_IS_DIR))
    return ear_card_write_in (store, to, error);
  return ear_card_write (store, to, error) ? g_strdup (to) : NULL;
}

static void
look_clear (gpointer data)
{
  EarCardLook *look = data;

  g_clear_pointer (&look->card, ear_card_free);
  g_clear_pointer (&look->may_replace, g_ptr_array_unref);
}

EarCardLook *
ear_card_look_ref (EarCardLook *look)
{
  return g_atomic_rc_box_acquire (look);
}

void
ear_card_look_unref (EarCardLook *look)
{
  g_atomic_rc_box_release_full (look, look_clear);
}

gpointer
ear_card_look_job (EarStore *store, gpointer path, GCancellable *cancellable G_GNUC_UNUSED, GError **error)
{
  g_autoptr (EarCardLook) look = g_atomic_rc_box_new0 (EarCardLook);

  look->card = ear_card_read (path, error);
  if (look->card == NULL || !ear_card_judge (store, look->card, &look->standing, error))
    return NULL;
  look->may_replace = ear_card_may_replace (store, look->card, error);
  return look->may_replace == NULL ? NULL : g_steal_pointer (&look);
}

void
ear_partner_deed_free (EarPartnerDeed *deed)
{
  if (deed == NULL)
    return;
  g_clear_pointer (&deed->look, ear_card_look_unref);
  g_clear_pointer (&deed->acceptance, ear_acceptance_free);
  g_free (deed->name);
  g_free (deed);
}

static gboolean
accept (EarStore *store, EarPartnerDeed *deed, GError **error)
{
  const EarCardLook *look = deed->look;
  gboolean revoked = TRUE;

  g_clear_pointer (&deed->acceptance, ear_acceptance_free);
  if (look == NULL)
    return ear_partner_accept (store, &deed->device, &deed->acceptance, error);
  if (!ear_id_is_none (&look->replaced) && !ear_partner_is_revoked (store, &look->replaced, &revoked, error))
    return FALSE;
  deed->revoked_with_it = !revoked;
  return ear_card_accept_in_place (store, look->card, look->standing == EAR_CARD_DOUBTED, &look->replaced, &deed->acceptance, error);
}

static gboolean
take_acceptance_back (EarStore *store, EarPartnerDeed *deed, char **note, GError **error)
{
  const EarCardLook *look = deed->look;
  gboolean stayed;

  if ((look != NULL && !ear_id_is_none (&look->replaced)
       && !ear_partner_give_back (store, &deed->device, &look->replaced, deed->revoked_with_it, error))
      || !ear_partner_take_back (store, &deed->device, deed->acceptance, &stayed, error))
    return FALSE;
  if (stayed)
    *note = g_strdup_printf (_ ("“%s” is not accepted any more. What came in with it stays, since something was merged after it."),
                             deed->name);
  return TRUE;
}

gboolean
ear_partner_deed_turn (EarStore *store, gpointer data, gboolean again, char **note, GError **error)
{
  EarPartnerDeed *deed = data;

  switch (deed->verb)
    {
    case EAR_PARTNER_ACCEPT:
      return again ? accept (store, deed, error) : take_acceptance_back (store, deed, note, error);
    case EAR_PARTNER_UNACCEPT:
      return again ? ear_partner_unaccept (store, &deed->device, error) : ear_partner_accept (store, &deed->device, NULL, error);
    case EAR_PARTNER_REVOKE:
    case EAR_PARTNER_RESTORE:
    default:
      return ear_partner_revoke (store, &deed->device, (deed->verb == EAR_PARTNER_REVOKE) == again, error);
    }
}
