/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form in which an action, how far it came, or that a group was told of it is written down. */
#pragma once

#include "ear-action-data.h"

G_BEGIN_DECLS

#define EAR_TYPE_ACTION_FORM (ear_action_form_get_type ())
G_DECLARE_FINAL_TYPE (EarActionForm, ear_action_form, EAR, ACTION_FORM, AdwNavigationPage)

/* Each emits "saved" once it is written. */
AdwNavigationPage *ear_action_form_new_action (const GArray *ends, const char *answers);
AdwNavigationPage *ear_action_form_edit (const EarActionView *view);
AdwNavigationPage *ear_action_form_step (const EarActionView *view);
AdwNavigationPage *ear_action_form_tell (const GArray *actions, const GPtrArray *groups);

G_END_DECLS
