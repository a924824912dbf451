/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: its windows, actions and keys. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define EAR_APPLICATION_ID "uk.earshot.Earshot"

#define EAR_TYPE_APPLICATION (ear_application_get_type ())
G_DECLARE_FINAL_TYPE (EarApplication, ear_application, EAR, APPLICATION, AdwApplication)

EarApplication *ear_application_new (void);

G_END_DECLS
